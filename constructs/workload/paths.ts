/** Paths in a workload's container. */
import { z } from 'zod';

export const absolutePath = z.string().regex(/^(\/(?!\.{1,2}(\/|$))[^/\0:]+)+$/, {
  error: 'must be an absolute path without colons, "." and "..", that does not end in a slash',
});

/** Whether a path is a directory, or lies in it. */
export const isInside = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(`${directory}/`);
