import type { Contract } from '../contract/contract.ts';
import { shellWord } from './shell.ts';

/** What the beginning of a script depends on. */
export interface PreludeNeeds {
  /** The recorded server's origin. */
  readonly origin: string;
  /** The environment variables of the keys that it uses. */
  readonly keys: ReadonlySet<string>;
  readonly polls: boolean;
}

/** The beginning of a script: its settings from the environment, and its functions. */
export function curlPrelude(contract: Contract, needs: PreludeNeeds): string {
  return [
    '#!/bin/sh',
    '# Shows again what leadline saw. It needs curl; the server and the keys come from the',
    '# environment. RATE is how many seconds pass on the server in one of yours.',
    'set -u',
    'export LC_ALL=C',
    baseLine(needs.origin),
    ...[...needs.keys].map((name) => `: "\${${name}:?set ${name} to a key: ${KEYS[name] ?? ''}}"`),
    'RATE="${RATE:-1}"',
    ...(needs.polls ? [`POLL="\${POLL:-1}"`, `TRIES="\${TRIES:-${tries(contract)}}"`] : []),
    `work=$(mktemp -d) || exit 1`,
    `trap 'rm -rf "$work"' EXIT`,
    `trap 'exit 130' INT TERM`,
    '',
    functions(contract, needs.polls),
  ].join('\n');
}

const KEYS: Readonly<Record<string, string>> = {
  LEADLINE_KEY: 'one that works',
  LEADLINE_KEY_OTHER: 'one of a second account',
  LEADLINE_KEY_FORBIDDEN: 'one that may not call the model',
  LEADLINE_KEY_BROKE: 'one of an account without credits',
  LEADLINE_KEY_REVOKED: 'one that no longer works',
};

/** Names under `.invalid` are reserved: the embedded mock has one, and nobody can reach it. */
function baseLine(origin: string): string {
  if (URL.canParse(origin) && !new URL(origin).hostname.endsWith('.invalid')) {
    return `BASE="\${BASE:-${origin}}"`;
  }
  return 'BASE="${BASE:?set BASE to the origin of a server, such as http://127.0.0.1:8080}"';
}

function tries({ gateway }: Contract): number {
  return Math.ceil(gateway.client.deadlineMs / Math.max(1, gateway.client.pollIntervalMs));
}

function functions(contract: Contract, polls: boolean): string {
  return [ASK, show(contract), PERFORM, MEMBER, PAUSE, ...(polls ? [poll(contract)] : [])].join(
    '\n',
  );
}

const ASK = String.raw`# ask CURL_ARGUMENT...: one exchange; what came back is kept
ask() {
  : >"$work/body"
  : >"$work/headers"
  code=$(curl -sS -g --path-as-is --proto '=http,https' --max-time 300 \
    -o "$work/body" -D "$work/headers" -w '%{http_code}' "$@") ||
    printf '  (curl ended with %s)\n' "$?"
}
`;

/** What the gateway says in headers is shown too; of bytes that are no text, the first few. */
function show({ gateway }: Contract): string {
  const names = [...new Set(['content-type', ...Object.values(gateway.names.headers)])];
  const pattern = names.map((name) => name.replaceAll(/[^0-9a-z-]/gi, '.')).join('|');
  return String.raw`# show: what came back
show() {
  printf '  -> HTTP %s\n' "$code"
  grep -i -E ${shellWord(`^(${pattern}):`)} "$work/headers" |
    tr -d '\000-\011\013-\037\177' | sed 's/^/     /'
  if [ "$(tr -d '\000-\010\013-\037\177' <"$work/body" | wc -c)" -eq "$(wc -c <"$work/body")" ]; then
    head -c 4000 "$work/body" | sed 's/^/     /'
    echo
  else
    head -c 64 "$work/body" | od -c
  fi
}
`;
}

const PERFORM = String.raw`# perform TITLE CURL_ARGUMENT...: one exchange, shown
perform() {
  printf '\n%s\n' "$1"
  shift
  ask "$@"
  show
}
`;

const MEMBER = String.raw`# member NAME: the text at NAME in the JSON that came back last
member() {
  sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' "$work/body" | head -n 1 |
    sed 's,\\/,/,g'
}
`;

const PAUSE = String.raw`# pause SECONDS: lets that much of the server's time pass
pause() {
  printf '\n(%s s pass on the server)\n' "$1"
  sleep "$(awk -v s="$1" -v r="$RATE" 'BEGIN { printf "%.3f", (r > 0) ? s / r : 0 }')"
}
`;

function poll({ gateway }: Contract): string {
  const ends = gateway.states.all.filter(({ terminal }) => terminal);
  const patterns = ends.map(({ name }) => shellWord(name)).join(' | ');
  const name = shellWord(gateway.names.state);
  return String.raw`# poll TITLE STATE CURL_ARGUMENT...: asks until the state is STATE or terminal, or is no longer told
poll() {
  printf '\n%s\n' "$1"
  wanted=$2
  shift 2
  left=$TRIES
  while ask "$@" && state=$(member ${name}) && [ "$left" -gt 1 ]; do
    case $state in "$wanted" | ${patterns}) break ;; esac
    case $code in 401 | 403 | 404) break ;; esac
    left=$((left - 1))
    sleep "$POLL"
  done
  show
}
`;
}
