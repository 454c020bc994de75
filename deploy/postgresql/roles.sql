-- 建两个角色和数据库；以数据库超级用户运行一次：
--   sudo -u postgres psql -f roles.sql
--   sudo -u postgres psql -c '\password jiangong_owner' -c '\password jiangong_app'
-- jiangong_owner 拥有表、升级结构；jiangong_app 是服务平时用的，不能改表，也不能改、删审计记录。

SELECT 'CREATE ROLE jiangong_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jiangong_owner') \gexec
SELECT 'CREATE ROLE jiangong_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jiangong_app') \gexec

-- C.UTF-8：比较和索引不随操作系统的语言包升级而变化。
SELECT 'CREATE DATABASE jiangong OWNER jiangong_owner ENCODING ''UTF8'' LOCALE ''C.UTF-8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'jiangong') \gexec

REVOKE ALL ON DATABASE jiangong FROM PUBLIC;
GRANT CONNECT ON DATABASE jiangong TO jiangong_owner, jiangong_app;
