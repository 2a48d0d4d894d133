# shellcheck shell=bash
# Sourced by run.sh and test.sh: installs the system packages that are missing, or says how to.

have_command() { command -v "$1" >/dev/null 2>&1; }

have_postgres() {
  local initdb
  for initdb in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /usr/local/pgsql/bin/initdb; do
    if [[ -x $initdb ]]; then return 0; fi
  done
  have_command initdb
}

have_font() { dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null | grep -q ' installed$'; }

# install_packages PACKAGE…
install_packages() {
  local -a as_root=()
  if ! have_command apt-get; then
    echo "These are missing, and this is no Debian or Ubuntu: install what your system calls them: $*" >&2
    return 1
  fi
  if [[ $(id -u) -ne 0 ]]; then
    if ! have_command sudo; then
      printf 'These are missing: %s\nInstall them as root, then start this again:\n  apt-get update && apt-get install -y %s\n' "$*" "$*" >&2
      return 1
    fi
    as_root=(sudo)
    # Without a terminal nobody can type the password.
    if [[ ! -t 0 ]]; then as_root=(sudo -n); fi
  fi
  echo "Installing $*"
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null ||
    ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null; then
    printf 'Installing failed. Try it by hand:\n  sudo apt-get update && sudo apt-get install -y %s\n' "$*" >&2
    return 1
  fi
}

# PostgreSQL refuses to run as root, so root needs somebody to run it as. Debian's package makes the user postgres.
have_database_user() {
  [[ $(id -u) -ne 0 ]] || id chatapp >/dev/null 2>&1 || id postgres >/dev/null 2>&1
}

make_database_user() { useradd --system --user-group --shell /usr/sbin/nologin chatapp; }
