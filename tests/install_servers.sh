#!/bin/sh
# Installs what the tests start themselves: a browser, PostgreSQL, WordPress. Only as root on Debian or Ubuntu.
packages="chromium postgresql wordpress wordpress-l10n wordpress-theme-twentytwentyone
    php-cli php-mysql php-gd php-xml php-mbstring php-curl mariadb-server"
missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "== not installed, their tests will be skipped by name:$missing"
    exit 0
fi
echo "== installing servers for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
    echo "== some could not be installed; their tests will be skipped by name"
exit 0
