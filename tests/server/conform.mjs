// The conformance check as a process.

import { execFile } from 'node:child_process';

/** Runs it; its exit code and its report. */
export function conform(url, more = []) {
  return new Promise((resolve) => {
    execFile(process.env.ATRIUM_CONFORM, [url, ...more], { maxBuffer: 1e8 }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, said: stdout + stderr }));
  });
}
