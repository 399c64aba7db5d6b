/** Whether an image stays what it is. */
import type { Verdict } from '../../../core/rules/rule';

/** Tags that images move to newer ones by their nature: parts of versions, and stages. */
const MOVING = /^(v?\d+|stable|current|lts|edge|nightly|main|master|trunk|develop|dev|staging|production|prod)$/;

const tagOf = (image: string): string | undefined => /:([^/:]+)$/.exec(image.split('@')[0] ?? '')?.[1];

/** Whether an image never changes: it has a digest, or a tag that does not move. */
function isPinned(image: string): boolean {
  const [, digest] = image.split('@');
  if (digest !== undefined) return /^sha256:[0-9a-f]{64}$/.test(digest);
  const tag = tagOf(image);
  return tag !== undefined && tag !== 'latest';
}

/** Requires an image to have a tag or digest that always means the same image. */
export const unpinnedImage = (image: string): Verdict =>
  !isPinned(image) && `must have a tag other than "latest", or a digest, got ${image}`;

/** Tells that a tag is one that moves. */
export function movingImage(image: string): Verdict {
  const tag = tagOf(image);
  return (
    !image.includes('@') &&
    tag !== undefined &&
    MOVING.test(tag) &&
    `is "${tag}" of ${image.slice(0, -tag.length - 1)}, a tag that moves to newer images: pods of one version may differ, and going back brings no old image. Name a whole version or, better, a digest`
  );
}
