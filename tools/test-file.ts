/** Whether a file is there for tests alone: a test, or what tests stand on. */
export function isTestFile(file: string): boolean {
  return /\.test\.ts$|\.fixture\.ts$|\/fixtures\//.test(file);
}
