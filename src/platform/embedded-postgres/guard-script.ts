/**
 * Runs a server as long as its standard input stays open. The service holds the other end of that pipe: however it dies,
 * also by SIGKILL, the pipe closes and the server shuts down cleanly (SIGINT: "fast shutdown"). A signal sent to the whole
 * terminal or service group does not reach the server before the service had time to finish its work.
 *
 * Arguments: the server's log file, a directory to remove at the end (or nothing), the command. If the server fails, the
 * end of its log goes to standard error.
 */
export const GUARD_SCRIPT = `
log=$1 scratch=$2
shift 2
exec 3<&0 4>&2 </dev/null >"$log" 2>&1
"$@" 3<&- 4>&- &
server=$!
trap '' HUP INT TERM
{ read -r _ <&3; kill -INT "$server"; } 4>&- &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill -KILL "$watcher" 2>/dev/null
[ "$status" = 0 ] || tail -n 20 "$log" >&4
[ -z "$scratch" ] || rm -rf "$scratch"
exit "$status"
`;
