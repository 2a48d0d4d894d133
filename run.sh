#!/usr/bin/env bash
# Starts ChatApp on this machine: installs PostgreSQL's programs if they are missing, builds, and runs with a database of its own
# and demo accounts. Arguments go to the program, e.g. ./run.sh --Urls http://localhost:8080 (all of them: docs/configuration.md).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=build/system-packages.sh
source build/system-packages.sh

if ! have_command dotnet; then
  echo "The .NET SDK 10 is missing: https://dotnet.microsoft.com/download, or: apt-get install -y dotnet-sdk-10.0" >&2
  exit 1
fi
if [[ -z ${ConnectionStrings__ChatApp:-} ]]; then
  have_postgres || install_packages postgresql
  have_database_user || make_database_user
fi

echo "Building …"
# Release: what is tried here should run as fast as what is installed.
dotnet build ChatApp.Web --configuration Release --verbosity quiet --nologo

export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
cd ChatApp.Web
exec dotnet bin/Release/net10.0/ChatApp.Web.dll "$@"
