/**
 * Prints what the code knows into docs/ and the README. A test compares, so that prose and code cannot drift apart:
 *
 *     npm run docs
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pages } from './docs/pages';

for (const [path, text] of Object.entries(pages())) writeFileSync(join(__dirname, '..', path), text);
