"""Addresses of organizations."""

from django.urls import path

from jiangong.domains.organizations.views import (
    changes,
    dictionaries,
    enterprises,
    names,
    organizations,
    trees,
)

app_name = "organizations"
urlpatterns = [
    path("", organizations.OrganizationList.as_view(), name="list"),
    path("new/", organizations.OrganizationCreate.as_view(), name="create"),
    path("tree/", trees.OrganizationTree.as_view(), name="tree"),
    path("tree/<int:pk>/", trees.OrganizationTreeBelow.as_view(), name="tree_below"),
    path("<int:pk>/", organizations.OrganizationDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", organizations.OrganizationEdit.as_view(), name="edit"),
    path("<int:pk>/rename/", changes.OrganizationRename.as_view(), name="rename"),
    path("<int:pk>/move/", changes.OrganizationMove.as_view(), name="move"),
    path("<int:pk>/merge/", changes.OrganizationMerge.as_view(), name="merge"),
    path("<int:pk>/split/", changes.OrganizationSplit.as_view(), name="split"),
    path("<int:pk>/close/", changes.OrganizationClose.as_view(), name="close"),
    path("changes/<int:pk>/cancel/", changes.ChangeCancel.as_view(), name="cancel_change"),
    path("<int:pk>/aliases/new/", names.AliasAdd.as_view(), name="add_alias"),
    path("aliases/<int:pk>/remove/", names.AliasRemove.as_view(), name="remove_alias"),
    path("names/", names.NameQuestionList.as_view(), name="name_question_list"),
    path("names/<int:pk>/answer/", names.NameQuestionAnswer.as_view(), name="name_question_answer"),
    path("names/<int:pk>/dismiss/", names.NameQuestionDismiss.as_view(), name="name_question_dismiss"),
    path("enterprises/", enterprises.EnterpriseList.as_view(), name="enterprise_list"),
    path("enterprises/new/", enterprises.EnterpriseCreate.as_view(), name="enterprise_create"),
    path("enterprises/<int:pk>/", enterprises.EnterpriseDetail.as_view(), name="enterprise_detail"),
    path("enterprises/<int:pk>/edit/", enterprises.EnterpriseEdit.as_view(), name="enterprise_edit"),
    path("dictionaries/", dictionaries.DictionaryList.as_view(), name="dictionary_list"),
    path("dictionaries/new/", dictionaries.DictionaryCreate.as_view(), name="dictionary_create"),
    path("dictionaries/<int:pk>/", dictionaries.DictionaryDetail.as_view(), name="dictionary_detail"),
    path("dictionaries/<int:pk>/edit/", dictionaries.DictionaryEdit.as_view(), name="dictionary_edit"),
]
