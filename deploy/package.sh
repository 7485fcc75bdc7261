#!/bin/sh
# Makes the archive and the Debian package, with a bill of materials and the licences of what is in them:
#   deploy/package.sh [--runtime linux-x64|linux-arm64] [--output DIR] [--no-ready-to-run]
# The version is that of the git tag (v1.2.3); between tags, the next commit's count and hash are added.
set -eu

repository=$(cd "$(dirname "$0")/.." && pwd)
runtime=linux-x64
output=$repository/artifacts/package
compiled=true
while [ $# -gt 0 ]; do
    case "$1" in
        --runtime) runtime=${2:?}; shift 2 ;;
        --output) mkdir -p "${2:?}"; output=$(cd "$2" && pwd); shift 2 ;;
        --no-ready-to-run) compiled=false; shift ;;
        *) echo "usage: package.sh [--runtime linux-x64|linux-arm64] [--output DIR] [--no-ready-to-run]" >&2; exit 64 ;;
    esac
done
case "$runtime" in
    linux-x64) architecture=amd64 ;;
    linux-arm64) architecture=arm64 ;;
    *) echo "package.sh: $runtime is not packaged; linux-x64 and linux-arm64 are" >&2; exit 64 ;;
esac

cd "$repository"
commit=$(git rev-parse --short=10 HEAD)
time=$(TZ=UTC git show -s --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd HEAD)
if described=$(git describe --tags --match 'v[0-9]*' --long 2>/dev/null); then
    tag=${described%-*-g*}
    rest=${described#"$tag"-}
    version=${tag#v}
    [ "${rest%-g*}" = 0 ] || version="$version+${rest%-g*}.$commit"
else
    version="0.0.0+$commit"
fi
# Debian sorts ~ before everything: 1.0.0~rc.1 is older than 1.0.0.
debian=$(printf '%s' "$version" | sed 's/-/~/')
name=actorproxy-$version-$runtime
stage=$output/stage/$name
rm -rf "$output/stage"
mkdir -p "$stage/bin" "$stage/doc" "$stage/etc" "$stage/systemd"

# 1. The program and pbm, with one runtime for both; built apart from what a developer builds.
for project in ActorProxy.Node ActorProxy.Pbm; do
    dotnet publish "src/$project" -c Release -r "$runtime" --self-contained --artifacts-path "$output/build" -o "$stage/bin" -p:PublishReadyToRun=$compiled -p:PackAsTool=false \
        -p:Version="${version%%+*}" -p:InformationalVersion="$version" -p:IncludeSourceRevisionInInformationalVersion=false -p:DebugType=none -p:GenerateDocumentationFile=false -v quiet --nologo
done

# 2. What is in it, and under which licences.
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: *//')
dotnet run deploy/package/Bill.cs -- "$stage/bin" "$cache" "$version" "$time" "$stage/doc"

# 3. Settings, units, documentation.
cp -R cluster-config/mappings "$stage/etc/mappings"
cp cluster-config/services.yaml deploy/systemd/edge.env deploy/systemd/shadow.env "$stage/etc/"
cp deploy/systemd/*.service "$stage/systemd/"
cp deploy/systemd/install.sh "$stage/"
# The guides lie beside the README here, not two folders below it.
sed 's|](deploy/docs|](docs|g' README.md > "$stage/doc/README.md"
mkdir "$stage/doc/docs"
for page in deploy/docs/*.md; do sed 's|](../../README.md|](../README.md|g' "$page" > "$stage/doc/docs/$(basename "$page")"; done
printf '%s\n' "$version" > "$stage/VERSION"
chmod -R u=rwX,go=rX "$stage"

# 4. The archive: the same commit gives the same order, owners and times.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$time" -C "$output/stage" -czf "$output/$name.tar.gz" "$name"

# 5. The Debian package, from the same folder by the same script that installs the archive.
package=$output/stage/debian
mkdir -p "$package/DEBIAN"
# Installing as root is install.sh's rule for a machine; here it only fills a folder.
if [ "$(id -u)" -eq 0 ]; then "$stage/install.sh" --root "$package"; else fakeroot "$stage/install.sh" --root "$package"; fi
cp "$stage/doc/THIRD-PARTY-NOTICES.txt" "$package/usr/share/doc/actorproxy/copyright"
(cd "$package" && find etc -type f | sort | sed 's|^|/|') > "$package/DEBIAN/conffiles"
cat > "$package/DEBIAN/control" <<CONTROL
Package: actorproxy
Version: $debian
Architecture: $architecture
Maintainer: ActorProxy <actorproxy@localhost>
Installed-Size: $(du -sk "$package" | cut -f1)
Depends: libc6, libgcc-s1, libstdc++6, libssl3 | libssl3t64, ca-certificates, passwd
Section: net
Priority: optional
Description: reverse proxy that sends copies of production traffic to services under test
 Serves production as an Ambassador-compatible edge and sends copies of requests to shadow services, as an Akka.NET cluster. Comes with pbm,
 its command line client.
CONTROL
cp deploy/debian/postinst deploy/debian/prerm deploy/debian/postrm "$package/DEBIAN/"
chmod 0755 "$package"/DEBIAN/p*
dpkg-deb --build --root-owner-group "$package" "$output/actorproxy_${debian}_$architecture.deb" > /dev/null

cp "$stage/doc/sbom.cdx.json" "$output/$name.sbom.cdx.json"
(cd "$output" && sha256sum "$name.tar.gz" "actorproxy_${debian}_$architecture.deb" "$name.sbom.cdx.json" > "$name.sha256")
rm -rf "$output/stage"
cat "$output/$name.sha256"
