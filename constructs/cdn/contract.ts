/** Outputs of a Cdn, the same on every cloud, and what it keeps how long. */
import { Component, type Outputs } from '../../core/cdktf/component';
import { compact } from '../../core/records';
import { type BucketCdnProps, type Caching, cachingOf, type CdnProps, type GatewayCdnProps } from './schema';

/** How one path's answers are kept, ready to be made. */
export interface CachedPath extends Caching {
  /** Ends the ids of its resources: the name of one of `paths`, or `default` of every other path. */
  readonly id: string;
  /** `/assets/*`; `/*` of every other path. */
  readonly path: string;
}

/** Where a Cdn keeps answers. */
export interface Cache {
  /** Id of the construct whose it is: Cdns before the gateway may share that of the load balancer. */
  readonly of: string;
  /** What the cloud is told to drop answers of: an id, or a name. */
  readonly id: string;
}

/** A header of answers. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

abstract class AnyCdn<P extends CdnProps> extends Component<P> {
  /** What hosts of zones kept elsewhere have to name: the service's own domain, or its address. */
  abstract readonly address: string;
  abstract readonly cache: Cache;

  override outputs(): Outputs {
    return { address: this.address, hosts: [...this.props.hosts] };
  }

  /** The paths that are kept otherwise, the longest first, as each cloud tries them. */
  protected get cachedPaths(): CachedPath[] {
    return Object.entries(this.props.paths)
      .map(([id, kept]) => ({ ...kept, id }))
      .sort((one, other) => other.path.length - one.path.length || (one.path < other.path ? -1 : 1));
  }

  /** Every other path. */
  protected get otherPaths(): CachedPath {
    return { ...cachingOf(this.props), id: DEFAULT, path: EVERY_PATH };
  }

  /** What browsers are told how long to keep an answer; undefined where the answer itself says it. */
  protected abstract cacheControl(kept: Pick<Caching, 'seconds'>): Header | undefined;

  /** Headers of answers of a path. */
  protected headersOf(kept: Pick<Caching, 'seconds'>): Header[] {
    return compact([this.cacheControl(kept), ...this.securityHeaders]);
  }

  /** Headers of every answer. */
  protected get securityHeaders(): Header[] {
    const { contentSecurityPolicy, frameOptions, referrerPolicy, contentTypeOptions, strictTransportSeconds } =
      this.props.headers;
    return compact([
      contentSecurityPolicy && { name: 'Content-Security-Policy', value: contentSecurityPolicy },
      frameOptions && { name: 'X-Frame-Options', value: frameOptions },
      referrerPolicy && { name: 'Referrer-Policy', value: referrerPolicy },
      contentTypeOptions && { name: 'X-Content-Type-Options', value: 'nosniff' },
      strictTransportSeconds !== false && {
        name: 'Strict-Transport-Security',
        value: `max-age=${strictTransportSeconds}`,
      },
    ] as const).filter((header) => typeof header === 'object');
  }
}

/** A Cdn of the files of a bucket. */
export abstract class Cdn extends AnyCdn<BucketCdnProps> {
  /** How the path `/` is kept: as the object that answers it. Undefined where that is like every other path. */
  protected get indexPath(): CachedPath | undefined {
    const { index } = this.props.origin;
    return this.cachedPaths.find(
      ({ path }) => path === index || (path.endsWith('*') && index.startsWith(path.slice(0, -1))),
    );
  }

  protected cacheControl({ seconds }: Pick<Caching, 'seconds'>): Header | undefined {
    if (seconds === 'origin') return undefined;
    return { name: CACHE_CONTROL, value: seconds === 0 ? 'no-cache' : publicFor(seconds) };
  }
}

/** A Cdn before the gateway, whose hosts the load balancer would serve. What is not kept is the application's matter. */
export abstract class GatewayCdn extends AnyCdn<GatewayCdnProps> {
  protected cacheControl({ seconds }: Pick<Caching, 'seconds'>): Header | undefined {
    return seconds === 'origin' || seconds === 0 ? undefined : { name: CACHE_CONTROL, value: publicFor(seconds) };
  }
}

/** Name of the caching of every path that has none of its own. */
export const DEFAULT = 'default';

export const EVERY_PATH = '/*';

export const CACHE_CONTROL = 'Cache-Control';

const publicFor = (seconds: number): string => `public, max-age=${seconds}`;
