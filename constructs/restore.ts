/** Restore: what a thing that holds data begins with instead of nothing, read once, when it is made. */
import { z } from 'zod';

import type { CloudName } from '../core/words/clouds';

/** It begins empty. */
export const empty = z.literal(false);

/** What it was restored from does not matter any more, and may go. */
export const done = z.literal('done');

/** It was a replica, and has served by itself since this was said. */
export const promoted = z.literal('promoted');

/** What may be said of a thing that is there, and after what was said of it when it was made. */
export const SETTLED = { done: '^\\{"(from|backup)"', promoted: '^\\{"replicaOf"' } as const;

/** A form that one cloud's ids have, with an example of it. */
export const id = (form: RegExp, example: string) => z.string().regex(form, { error: `must be such as "${example}"` });

/** What a thing is restored from, while that matters. */
export type SourceOf<R> = Exclude<R, false | 'done' | 'promoted'>;

const isOver = (restore: unknown): boolean => restore === false || restore === 'done' || restore === 'promoted';

export const sourceOf = <R>(restore: R): SourceOf<R> | undefined =>
  isOver(restore) ? undefined : (restore as SourceOf<R>);

type BackupsOf<R> = Extract<R, { readonly backup: object }>['backup'];

export type BackupOf<R, C extends CloudName> = NonNullable<BackupsOf<R>[C & keyof BackupsOf<R>]>;

/** The backups of a thing that is restored from one, by cloud. */
export function backupsOf<R>(restore: R): BackupsOf<R> | undefined {
  const source = sourceOf(restore);
  return typeof source === 'object' && source !== null && 'backup' in source
    ? (source.backup as BackupsOf<R>)
    : undefined;
}

/** The backup that a cloud restores; undefined where none is, or was and does not matter any more. */
export const backupOn = <R, C extends CloudName>(cloud: C, restore: R): BackupOf<R, C> | undefined =>
  backupsOf(restore)?.[cloud as C & keyof BackupsOf<R>] ?? undefined;
