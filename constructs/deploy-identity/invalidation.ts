/** What a deploy identity may do about Cdns, which the edge stack has: it finds the identity by its names. */
import { Component, type Outputs } from '../../core/cdktf/component';
import { mapValues } from '../../core/records';
import type { Cache } from '../cdn/contract';

export interface InvalidationProps {
  /** Where answers are kept, by the present names of Cdns. */
  readonly caches: Readonly<Record<string, Cache>>;
}

/** The right to tell Cdns to drop what they keep. */
export abstract class Invalidation extends Component<InvalidationProps> {
  override outputs(): Outputs {
    return { invalidate: mapValues(this.props.caches, (_, { id }) => id) };
  }

  /** Ids of what keeps answers, each once, by whose it is. */
  protected get caches(): ReadonlyMap<string, string> {
    return new Map(Object.values(this.props.caches).map(({ of, id }) => [of, id]));
  }
}
