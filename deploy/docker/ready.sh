#!/usr/bin/env bash
# Is this worker ready? Ready is a process in which every subtask of the enrichment has its engine open,
# warmed up and with knowledge to serve by. Asks Flink's reporter for Prometheus; needs bash alone.
#
#   ready.sh [PORT]      0: ready    1: not yet, or nobody answers
set -u
port=${1:-9249}

exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET /metrics HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3

ready=0
waiting=0
while read -r -t 5 name value rest <&3; do
  # Labels may hold spaces, so the value is the last word of the line.
  [ -n "${rest:-}" ] && value=${rest##* }
  case $name in
    flink_taskmanager_job_task_operator_qklm_ready\{* | flink_taskmanager_job_task_operator_qklm_ready)
      case $value in
        1 | 1.0) ready=$((ready + 1)) ;;
        *) waiting=$((waiting + 1)) ;;
      esac
      ;;
  esac
done
exec 3>&-

echo "$ready subtasks ready, $waiting not yet"
[ "$ready" -gt 0 ] && [ "$waiting" -eq 0 ]
