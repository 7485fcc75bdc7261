#!/bin/sh
# Installs ActorProxy from the unpacked archive on Debian and its relatives:
#   ./install.sh [--enable edge] [--enable shadow] [--root DIR]
# Files in /etc/actorproxy that exist stay as they are; a newer version of them is put beside them as *.dist. --root installs below DIR and starts nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=
units=
while [ $# -gt 0 ]; do
    case "$1" in
        --enable)
            case "${2-}" in edge|shadow) units="$units actorproxy-$2.service" ;; *) echo "install.sh: --enable takes edge or shadow" >&2; exit 64 ;; esac
            shift 2 ;;
        --root) root=${2:?}; shift 2 ;;
        *) echo "usage: install.sh [--enable edge] [--enable shadow] [--root DIR]" >&2; exit 64 ;;
    esac
done

if [ "$(id -u)" -ne 0 ]; then
    echo "install.sh: needs root" >&2
    exit 1
fi
if [ ! -x "$here/bin/actorproxy" ]; then
    echo "install.sh: $here/bin/actorproxy is missing; run it from the unpacked archive" >&2
    exit 1
fi

if [ -z "$root" ] && ! getent passwd actorproxy >/dev/null; then
    useradd --system --user-group --home-dir /var/lib/actorproxy --no-create-home --shell /usr/sbin/nologin actorproxy
fi

# The program is exchanged as a whole: nothing of the version before it stays behind.
rm -rf "$root/usr/lib/actorproxy.new"
mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/usr/share/doc/actorproxy" "$root/lib/systemd/system"
cp -R "$here/bin" "$root/usr/lib/actorproxy.new"
chown -R root:root "$root/usr/lib/actorproxy.new"
chmod -R u=rwX,go=rX "$root/usr/lib/actorproxy.new"
rm -rf "$root/usr/lib/actorproxy"
mv "$root/usr/lib/actorproxy.new" "$root/usr/lib/actorproxy"
ln -sf ../lib/actorproxy/actorproxy "$root/usr/bin/actorproxy"
ln -sf ../lib/actorproxy/pbm "$root/usr/bin/pbm"
cp -R "$here/doc/." "$root/usr/share/doc/actorproxy/"
cp "$here"/systemd/*.service "$root/lib/systemd/system/"

(cd "$here/etc" && find . -type f) | while read -r file; do
    target="$root/etc/actorproxy/$file"
    mkdir -p "$(dirname "$target")"
    if [ ! -e "$target" ]; then
        install -m 0644 "$here/etc/$file" "$target"
    elif ! cmp -s "$here/etc/$file" "$target"; then
        install -m 0644 "$here/etc/$file" "$target.dist"
    fi
done

if [ -n "$root" ]; then
    exit 0
fi
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    for unit in $units; do
        systemctl enable "$unit"
        systemctl restart "$unit"
    done
elif [ -n "$units" ]; then
    echo "install.sh: systemd does not run here; nothing was started" >&2
fi
echo "ActorProxy is installed: settings in /etc/actorproxy, units actorproxy-edge and actorproxy-shadow."
