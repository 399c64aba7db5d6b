/** Outputs of a Cdn, the same on every cloud, and what it keeps how long. */
import { Component, type Outputs } from '../../core/cdktf/component';
import { compact } from '../../core/records';
import type { Caching, CdnProps } from './schema';

/** How one path's answers are kept, ready to be made. */
export interface CachedPath extends Caching {
  /** Ends the ids of its resources: the name of one of `paths`, or `default` of every other path. */
  readonly id: string;
  /** `/assets/*`; `/*` of every other path. */
  readonly path: string;
}

/** A header of answers. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

export abstract class Cdn extends Component<CdnProps> {
  /** What hosts of zones kept elsewhere have to name: the service's own domain, or its address. */
  abstract readonly address: string;

  override outputs(): Outputs {
    return { address: this.address, hosts: [...this.props.hosts] };
  }

  /** The paths that are kept otherwise, the longest first, as each cloud tries them. */
  protected get cachedPaths(): CachedPath[] {
    return Object.entries(this.props.paths)
      .map(([id, kept]) => ({ ...kept, id }))
      .sort((one, other) => other.path.length - one.path.length || (one.path < other.path ? -1 : 1));
  }

  /** How the path `/` is kept: as the object that answers it. Undefined where that is like every other path. */
  protected get indexPath(): CachedPath | undefined {
    const { index } = this.props.origin;
    return this.cachedPaths.find(
      ({ path }) => path === index || (path.endsWith('*') && index.startsWith(path.slice(0, -1))),
    );
  }

  /** Every other path. */
  protected get otherPaths(): CachedPath {
    return { ...this.props.caching, id: DEFAULT, path: '/*' };
  }

  /** Headers of answers of a path. */
  protected headersOf({ seconds }: Pick<Caching, 'seconds'>): Header[] {
    const { contentSecurityPolicy, frameOptions, referrerPolicy, contentTypeOptions, strictTransportSeconds } =
      this.props.headers;
    return compact([
      seconds === 'origin' ? undefined : { name: 'Cache-Control', value: cacheControl(seconds) },
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

/** Name of the caching of every path that has none of its own. */
export const DEFAULT = 'default';

/** What browsers are told. */
const cacheControl = (seconds: number): string => (seconds === 0 ? 'no-cache' : `public, max-age=${seconds}`);
