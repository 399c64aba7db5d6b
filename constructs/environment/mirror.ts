/** Mirror: where charts and images that this project chooses come from, instead of their projects' registries. */
import { z } from 'zod';

import { isPlain } from '../../core/patch';
import { mapValues } from '../../core/records';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { portsIn } from '../../core/words/ports';
import { nonEmpty, portNumber } from '../../core/words/words';
import { IMAGES, taggedName, VERSIONED_IMAGES } from '../images';
import { unpinnedImage } from '../workload/rules/images';

export const mirrorSchema = z.strictObject({
  /**
   * Repository from which all charts of add-ons come, in the versions that `triptych charts` prints: `oci://registry.example.com/charts`
   * or `https://charts.example.com`.
   * @default - the repositories of their projects
   */
  charts: z
    .string()
    .regex(/^(oci|https):\/\/[^\s/]+(\/[^\s/]+)*$/, {
      error: 'must be a repository of charts, oci://… or https://…, that does not end in a slash',
    })
    .refine((url) => portsIn([url]).every((port) => portNumber.safeParse(port).success), {
      error: 'must name a port of 1–65535',
    })
    .optional(),
  /**
   * Other images for those that this project chooses itself, by the name and tag that they have here, with or without the digest.
   * Images of charts are set by `values` of add-ons.
   * @default - none
   * @example
   * images: {
   *   'quay.io/oliver006/redis_exporter:v1.90.0': 'registry.example.com/redis_exporter:v1.90.0',
   * }
   */
  images: z.record(nonEmpty, nonEmpty).default({}),
});
export type Mirror = z.output<typeof mirrorSchema>;

const CHOSEN: ReadonlySet<string> = new Set(Object.values(IMAGES).flatMap((image) => [image, taggedName(image)]));
const isChosen = (image: string): boolean =>
  CHOSEN.has(image) || Object.values(VERSIONED_IMAGES).some((repository) => image.startsWith(`${repository}:`));

export const mirrorRules: RuleTable<{ readonly mirror: Mirror }, unknown> = [
  forEach(
    ({ mirror }) => Object.entries(mirror.images).map(([from, to]) => [`mirror.images.${from}`, { from, to }] as const),
    [
      {
        code: 'mirror-image-unknown',
        property: '',
        check: ({ from }) =>
          !isChosen(from) &&
          `must be the name of an image that this project chooses, as docs/guides/mirror.md lists them, got "${from}"`,
      },
      {
        code: 'mirror-image-unpinned',
        says: 'must have a tag other than "latest", or a digest, got …',
        property: '',
        check: ({ to }) => unpinnedImage(to),
      },
    ],
  ),
];

/** A chart from the mirror, if there is one. */
export const mirrored = <C extends { readonly repository: string }>({ charts }: Mirror, chart: C): C =>
  charts === undefined ? chart : { ...chart, repository: charts };

export const mirroredImage = ({ images }: Mirror, image: string): string =>
  images[image] ?? images[taggedName(image)] ?? image;

/** Objects or values of charts with the mirror's images. */
export function withMirroredImages<T>(mirror: Mirror, value: T): T {
  if (Object.keys(mirror.images).length === 0) return value;
  const replaced = (one: unknown, key?: string): unknown => {
    if (typeof one === 'string') return key === 'image' ? mirroredImage(mirror, one) : one;
    if (Array.isArray(one)) return one.map((element) => replaced(element));
    return isPlain(one) ? mapValues(one, (name, inner) => replaced(inner, name)) : one;
  };
  return replaced(value) as T;
}
