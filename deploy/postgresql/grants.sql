-- 服务角色的权限；每次安装和升级（jiangong prepare）之后运行，可以重复运行：
--   sudo -u postgres psql -d jiangong -v ON_ERROR_STOP=1 -f grants.sql

BEGIN;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO jiangong_owner;
GRANT USAGE ON SCHEMA public TO jiangong_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO jiangong_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO jiangong_app;

-- 以后升级新建的表，服务角色马上就能用。
ALTER DEFAULT PRIVILEGES FOR ROLE jiangong_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO jiangong_app;
ALTER DEFAULT PRIVILEGES FOR ROLE jiangong_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO jiangong_app;

-- 审计记录和链条：只能添加。
REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditentry, audit_auditlink FROM jiangong_app;
-- 升级记录：只读。
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM jiangong_app;
COMMIT;
