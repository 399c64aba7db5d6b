/** Properties of a Cdn: hosts that the cloud's own network answers, near to who asks, from a bucket or before the gateway. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { identifier, nonEmpty } from '../../core/words/words';
import { hostIn } from '../dns-zone/host';
import { entry, entryOf } from '../entry';

/** Arguments of a Cdn's resources that may be overridden; each provider adds its own. */
export interface CdnOverrides {}

/** Name of an object, as its path begins with `/`. */
const objectPath = z.string().regex(/^\/[\w./~-]{1,254}$/, {
  error: 'must be the path of an object, such as /index.html: letters, digits and ._/~-',
});

/** One path, or all that begin so. */
const pathPattern = z.string().regex(/^\/([\w.~-]+\/)*([\w.~-]+|(?<=[\w.~-]\/)\*)$/, {
  error: 'must be a path such as /robots.txt, or the beginning of paths such as /assets/*',
});

/** Seconds for which a file is kept that nothing is said of. */
export const DAY = 86_400;

const seconds = z.union([z.int().min(0).max(31_536_000), z.literal('origin')]);

/** Name of a parameter or cookie. */
const name = z.string().regex(/^[\w-]{1,64}$/, { error: 'must be letters, digits, - and _' });

const toldApart = {
  /**
   * Parameters of the query that tell answers apart (at most 10); others are ignored. `all` before a load balancer: each of them does.
   * @default - none
   */
  queryParameters: z.union([z.literal('all'), z.array(name).max(10)]).default([]),
  /**
   * Before a load balancer: cookies that tell answers apart (at most 5); others are ignored.
   * @default - none
   */
  cookies: z.array(name).max(5).default([]),
};

/** Files of a bucket. */
const ofBucket = z.strictObject({
  /** A bucket of `objectStores` that is `public`. */
  bucket: entryOf('objectStores'),
  /** The object that answers `/`. */
  index: objectPath.default('/index.html'),
  /**
   * The object that answers where there is none, with status 200: for applications of a single page. On Azure it answers every
   * path without an extension.
   * @default - none: 404
   */
  fallback: objectPath.optional(),
  /**
   * The object that answers where there is none, with status 404: a page that says so. Not beside `fallback`, and not on Azure, which
   * has no pages of its own for errors.
   * @default - what the cloud says
   */
  notFound: objectPath.optional(),
});

/** What the gateway serves. */
const ofGateway = z.strictObject({
  /** The environment's `loadBalancer`: hosts that have routes are served by the Cdn, which asks the gateway. */
  loadBalancer: z.literal(true),
});

export const cdnSchema = z.strictObject({
  ...entry(),
  /** Hosts that it serves, each inside one of the environment's `dnsZones` (at most 10). */
  hosts: z.array(hostIn(z.hostname())).min(1).max(10),
  /** Where answers come from: a bucket, or the load balancer. */
  origin: z.union([ofBucket, ofGateway]),
  /**
   * A firewall in `webFirewalls` that asks every request first. On Google it asks for addresses and countries alone before a bucket,
   * and before what is kept.
   * @default - none
   */
  webFirewall: entryOf('webFirewalls').optional(),
  /** How long answers are kept. */
  caching: z
    .strictObject({
      /**
       * Seconds for which the cloud's network and browsers keep an answer, up to a year; 0 asks the origin each time; `origin` goes by
       * the answer's own `Cache-Control`.
       * @default - 86400 of a bucket; 0 of the load balancer: nothing is kept but `paths`
       */
      seconds: seconds.optional(),
      ...toldApart,
    })
    .prefault({}),
  /**
   * Paths whose answers are kept otherwise, by name (at most 9). Of several that fit, the longest counts.
   * @default - none
   */
  paths: z
    .record(
      identifier,
      z.strictObject({
        /** One path, `/robots.txt`, or the beginning of paths, `/assets/*`. */
        path: pathPattern,
        /** As of `caching`. */
        seconds: seconds.default(DAY),
        ...toldApart,
      }),
    )
    .default({}),
  /** Whether texts that are kept are compressed on their way to browsers that take them so. */
  compress: z.boolean().default(true),
  /** Headers by which browsers protect who uses a site. `false` leaves one out. */
  headers: z
    .strictObject({
      /** `Content-Security-Policy`: where scripts, styles and the like may come from. @default - none */
      contentSecurityPolicy: nonEmpty.max(2000).optional(),
      /** `X-Frame-Options`: who may show a page inside another. */
      frameOptions: z.union([z.enum(['DENY', 'SAMEORIGIN']), z.literal(false)]).default('DENY'),
      /** `Referrer-Policy`: what is told of the page that a link is on. */
      referrerPolicy: z
        .union([
          z.enum([
            'no-referrer',
            'no-referrer-when-downgrade',
            'origin',
            'origin-when-cross-origin',
            'same-origin',
            'strict-origin',
            'strict-origin-when-cross-origin',
            'unsafe-url',
          ]),
          z.literal(false),
        ])
        .default('strict-origin-when-cross-origin'),
      /** `X-Content-Type-Options: nosniff`: browsers go by the type that the bucket says. */
      contentTypeOptions: z.boolean().default(true),
      /** `Strict-Transport-Security`: seconds for which browsers speak TLS alone to a host, up to two years. */
      strictTransportSeconds: z.union([z.int().min(0).max(63_072_000), z.literal(false)]).default(31_536_000),
    })
    .prefault({}),
  /** Records of requests; `false` turns them off. */
  logs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days to keep the records. */
        retentionDays: retentionDays.default(90),
      }),
    ])
    .prefault({}),
  /** Arguments merged last into this Cdn's resources. @default - none */
  overrides: overridesOf<CdnOverrides>().optional(),
});

export type CdnProps = z.output<typeof cdnSchema>;

/** A Cdn of files. */
export type BucketCdnProps = CdnProps & { readonly origin: z.output<typeof ofBucket> };

/** A Cdn before the gateway. */
export type GatewayCdnProps = CdnProps & { readonly origin: z.output<typeof ofGateway> };

export const isOfBucket = (props: CdnProps): props is BucketCdnProps => 'bucket' in props.origin;

export const isOfGateway = (props: CdnProps): props is GatewayCdnProps => 'loadBalancer' in props.origin;

export type Caching = Required<CdnProps['caching']>;

/** Whether it asks the origin for every answer. */
export const keepsNothing = (props: CdnProps): boolean =>
  [cachingOf(props), ...Object.values(props.paths)].every(({ seconds: kept }) => kept === 0);

/** How every path is kept that has no caching of its own. */
export const cachingOf = (props: CdnProps): Caching => ({
  ...props.caching,
  seconds: props.caching.seconds ?? (isOfBucket(props) ? DAY : 0),
});

/** The object that answers where there is none, and with which status; undefined if the cloud itself does. */
export function missingOf({
  fallback,
  notFound,
}: BucketCdnProps['origin']): { path: string; status: number } | undefined {
  if (fallback !== undefined) return { path: fallback, status: 200 };
  return notFound === undefined ? undefined : { path: notFound, status: 404 };
}
