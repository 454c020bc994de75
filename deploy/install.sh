#!/bin/bash
# 在 Debian 12 及以上安装或升级建功。可以重复运行：已有的设置、密钥和数据一概不动。
# 用法：  sudo deploy/install.sh [--wheels 目录]
#   --wheels 目录   不联网，从这个目录安装 Python 依赖（在能联网的同版本机器上用
#                   python3 -m venv 准备 && 准备/bin/pip download --require-hashes -r requirements/base.txt -d 目录 准备）。
set -Eeuo pipefail
umask 022

readonly HOME_DIR=/opt/jiangong CONFIG=/etc/jiangong DATA=/var/lib/jiangong
readonly ANCHOR=/var/lib/jiangong-anchor BACKUPS=/var/backups/jiangong ACCOUNT=jiangong
readonly SERVICES=(jiangong-web.service jiangong-work.service)
SOURCE="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly SOURCE
WHEELS=""
STAGE="还没有动服务和程序，改正后再运行一次即可。"

say() { printf '%s\n' "$*"; }
fail() {
    trap - ERR
    printf '没有装成：%s\n' "$*" >&2
    exit 1
}
# Whatever a command above has printed, the last line says where things stand.
trap 'printf "没有装成，原因见上面。%s\n" "$STAGE" >&2' ERR

read_arguments() {
    while [ $# -gt 0 ]; do
        case "$1" in
            --wheels)
                [ $# -ge 2 ] || fail "--wheels 后面要写目录。"
                [ -d "$2" ] || fail "没有目录 $2。"
                WHEELS="$(cd "$2" && pwd)"
                shift 2
                ;;
            *) fail "不认识参数 $1。用法：sudo deploy/install.sh [--wheels 目录]" ;;
        esac
    done
}

check_machine() {
    [ "$(id -u)" -eq 0 ] || fail "请用 root 运行（sudo deploy/install.sh）。"
    [ -f "$SOURCE/requirements/base.txt" ] || fail "$SOURCE 不是建功的源码目录。"
    command -v python3 >/dev/null || fail "没有 python3。请先安装：apt-get install python3 python3-venv"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "需要 Python 3.11 以上（Debian 12 以上）。"
    [ -d /run/systemd/system ] || fail "这台机器不是由 systemd 启动的，服务无法运行。请在 Debian 12 以上的主机或虚拟机上安装。"
    python3 -c 'import ensurepip, venv' 2>/dev/null || fail "缺少 venv。请先安装：apt-get install python3-venv"
}

# Only printing .pdf needs these: everything else works without, so their absence is told, not refused.
# (grep -q would close the pipe early, and pipefail take that for "not found".)
tell_about_printing() {
    local missing=()
    ldconfig -p | grep libpangoft2 >/dev/null || missing+=(libpango-1.0-0 libpangoft2-1.0-0)
    ldconfig -p | grep libharfbuzz-subset >/dev/null || missing+=(libharfbuzz-subset0)
    find /usr/share/fonts /usr/local/share/fonts -iname '*cjk*' 2>/dev/null | grep . >/dev/null || missing+=(fonts-noto-cjk)
    [ ${#missing[@]} -eq 0 ] || say "还不能打印PDF（Word、Excel不受影响）。需要时安装：apt-get install ${missing[*]}"
}

make_account_and_places() {
    getent passwd "$ACCOUNT" >/dev/null ||
        useradd --system --user-group --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin "$ACCOUNT"
    install -d -m 0755 "$HOME_DIR"
    install -d -m 0750 -o root -g "$ACCOUNT" "$CONFIG"
    install -d -m 0700 -o "$ACCOUNT" -g "$ACCOUNT" "$CONFIG/keys" "$DATA" "$ANCHOR" "$BACKUPS"
}

make_settings() {
    [ -e "$CONFIG/env" ] || install -m 0640 -o root -g "$ACCOUNT" "$SOURCE/deploy/jiangong.env.example" "$CONFIG/env"
    local name
    for name in secret-key health-token; do
        [ -s "$CONFIG/$name" ] && continue
        (umask 077 && python3 -c 'import secrets; print(secrets.token_urlsafe(64))' >"$CONFIG/$name.new")
        chown root:"$ACCOUNT" "$CONFIG/$name.new"
        chmod 0640 "$CONFIG/$name.new"
        mv "$CONFIG/$name.new" "$CONFIG/$name"
    done
}

# The new code and its packages are complete beside the old before anything is stopped.
copy_code() {
    local fresh="$HOME_DIR/app.new"
    rm -rf "$fresh"
    install -d -m 0755 "$fresh"
    tar -C "$SOURCE" --exclude=./.git --exclude=./.venv --exclude=./var --exclude='__pycache__' \
        --exclude='./.*_cache' --exclude='./*.egg-info' --exclude=./.hypothesis -cf - . | tar -C "$fresh" --no-same-owner -xf -
    chmod -R u=rwX,go=rX "$fresh"
}

PIP=("$HOME_DIR/venv/bin/python" -m pip --quiet --disable-pip-version-check)

# What this or the version before needed lies here still: a second run and going back need no network.
fetch_packages() {
    local wanted="$HOME_DIR/app.new/requirements/base.txt" from=() kept
    for kept in "$HOME_DIR/wheels" "$HOME_DIR/wheels.old"; do
        if cmp -s "$wanted" "$kept/base.txt"; then from=(--no-index --find-links "$kept"); fi
    done
    [ -z "$WHEELS" ] || from=(--no-index --find-links "$WHEELS")
    "$HOME_DIR/venv/bin/python" -m pip --version >/dev/null 2>&1 || python3 -m venv --clear "$HOME_DIR/venv"
    rm -rf "$HOME_DIR/wheels.new"
    "${PIP[@]}" download "${from[@]}" --require-hashes -r "$wanted" -d "$HOME_DIR/wheels.new" ||
        fail "Python 依赖没有取全（原因见上面）。${STAGE}不能联网的，用 --wheels 从目录安装，目录的准备见本脚本开头。"
    cp "$wanted" "$HOME_DIR/wheels.new/base.txt"
}

stop_services() {
    local service
    STAGE="服务已停。改正后再运行一次；要退回上一版，见运行维护手册第7节。"
    for service in "${SERVICES[@]}"; do
        if systemctl is-active --quiet "$service"; then systemctl stop "$service"; fi
    done
}

# A run with the same code leaves the one before it for going back.
swap_code() {
    if diff -rq --exclude=__pycache__ --exclude='*.egg-info' "$HOME_DIR/app" "$HOME_DIR/app.new" >/dev/null 2>&1; then
        rm -rf "$HOME_DIR/app.new"
    else
        rm -rf "$HOME_DIR/app.old" "$HOME_DIR/wheels.old"
        [ ! -d "$HOME_DIR/app" ] || mv "$HOME_DIR/app" "$HOME_DIR/app.old"
        [ ! -d "$HOME_DIR/wheels" ] || mv "$HOME_DIR/wheels" "$HOME_DIR/wheels.old"
        mv "$HOME_DIR/app.new" "$HOME_DIR/app"
    fi
    rm -rf "$HOME_DIR/wheels"
    mv "$HOME_DIR/wheels.new" "$HOME_DIR/wheels"
}

install_packages() {
    "${PIP[@]}" install --no-index --find-links "$HOME_DIR/wheels" --require-hashes -r "$HOME_DIR/app/requirements/base.txt"
    "${PIP[@]}" install --no-index --no-deps --no-build-isolation -e "$HOME_DIR/app"
    "$HOME_DIR/venv/bin/python" -m compileall -q "$HOME_DIR/app/jiangong"
}

install_units() {
    install -m 0755 "$HOME_DIR"/app/deploy/bin/jiangong{,-drill} /usr/local/sbin/
    chmod 0755 "$HOME_DIR/app/deploy/bin/jiangong-backup"
    install -m 0644 "$HOME_DIR"/app/deploy/systemd/jiangong-* /etc/systemd/system/
    if [ -d /etc/nginx/sites-available ] && [ ! -e /etc/nginx/sites-available/jiangong.conf ]; then
        install -m 0644 "$HOME_DIR/app/deploy/nginx/jiangong.conf" /etc/nginx/sites-available/jiangong.conf
    fi
    systemctl daemon-reload
}

start_or_explain() {
    if [ ! -s "$CONFIG/keys/keyring.json" ]; then
        say "程序已装好，还没有开通。接下来："
        say "  1. 编辑 $CONFIG/env：域名（JIANGONG_HOSTS）、数据库（DATABASE_URL）、安全要求。"
        say "  2. 开通：jiangong init --name 某某市总工会 --short-name 市总 --opened-on 成立日期，记下三名管理员的一次性密码。"
        say "  3. 把 $CONFIG/keys/keyring.json 另存一份到保险柜或密码设备。"
        say "  4. 再运行一次本脚本，服务随即启动。"
        say "  5. 编辑 /etc/nginx/sites-available/jiangong.conf，链接到 sites-enabled，nginx -t，重新加载。"
        return 0
    fi
    # On an empty database services would run for nobody, and write into what a backup is to be restored into.
    /usr/local/sbin/jiangong prepare --opened
    systemctl enable --quiet "${SERVICES[@]}" jiangong-backup.timer
    systemctl restart "${SERVICES[@]}"
    systemctl start jiangong-backup.timer
    wait_until_healthy
}

wait_until_healthy() {
    STAGE="请看 journalctl -u jiangong-web -u jiangong-work -n 50，改正后再运行一次。"
    "$HOME_DIR/venv/bin/python" - http://127.0.0.1:8000/healthz <<'PYTHON'
import sys
import time
import urllib.error
import urllib.request

answer = "没有应答"
for _ in range(90):
    try:
        urllib.request.urlopen(sys.argv[1], timeout=5)
    except urllib.error.HTTPError as error:
        answer = error.read().decode()
    except OSError:
        pass
    else:
        sys.exit()
    time.sleep(1)
sys.exit(f"服务已启动，但{sys.argv[1]}一直不正常：{answer}")
PYTHON
    say "建功已启动，运行正常。"
}

read_arguments "$@"
check_machine
tell_about_printing
make_account_and_places
make_settings
copy_code
fetch_packages
stop_services
swap_code
install_packages
install_units
start_or_explain
