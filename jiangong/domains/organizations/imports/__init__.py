"""What can be brought in from workbooks; importing this package registers it."""

from jiangong.domains.organizations.imports.enterprises import EnterpriseChecker, EnterpriseImport
from jiangong.domains.organizations.imports.organizations import OrganizationChecker, OrganizationImport

__all__ = ["EnterpriseChecker", "EnterpriseImport", "OrganizationChecker", "OrganizationImport"]
