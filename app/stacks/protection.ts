/**
 * Protection: two resources of Terraform's own in every stack, with an instance for each thing that holds data. Those of
 * `protected` have `prevent_destroy`, and the resource itself stays when its last instance goes: a plan in which a protected
 * thing is gone, or has another name, is refused before anything has happened. (`prevent_destroy` of the thing's own resource
 * does not see that, because it goes with the resource.) Without deletion protection the instance moves to `unprotected`,
 * which destroys nothing.
 */
import { DataResource, TerraformIterator } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../core/cdktf/component';
import { Statement } from '../../core/cdktf/statements';
import { keyMoves, type Place, type Protectable } from '../../core/protection';

/** Of things without protection, the moves from all services that may have held them; of others, from their own. */
interface Keyed {
  readonly key: string;
  readonly isProtected: boolean;
  /** Other keys by which it may be protected: those of services that do not hold it now. */
  readonly others: readonly string[];
}

export class Protection extends Component {
  constructor(scope: Construct, components: ReadonlyMap<string, Component>) {
    super(scope, 'Default:protection', {});
    const things = [...components].flatMap(([path, { protectables }]) =>
      protectables.map((protectable) => keyed(path, protectable)),
    );
    const keys = (isProtected: boolean) =>
      things.filter((one) => one.isProtected === isProtected).map(({ key }) => key);
    this.create('protected', DataResource, {
      forEach: TerraformIterator.fromList(keys(true)),
      lifecycle: { preventDestroy: true },
    });
    this.create('unprotected', DataResource, { forEach: TerraformIterator.fromList(keys(false)) });
    things.forEach((thing) => this.move(thing));
  }

  private move({ key, isProtected, others }: Keyed): void {
    const moves = [key, ...others].flatMap((one) => keyMoves(one, [], isProtected));
    for (const move of moves) {
      const [from, to] = [addressOf(move.from), addressOf(move.to)];
      new Statement(this, `moved from ${from}`, { moved: [{ from, to }] });
    }
  }
}

function keyed(path: string, { part, isProtected, service }: Protectable): Keyed {
  const name = part === undefined ? path : `${path}.${part}`;
  if (!service) return { key: name, isProtected, others: [] };
  const keyOf = (one: string) => `${name} (${one})`;
  const others = service.among.filter((one) => one !== service.chosen).map(keyOf);
  return { key: keyOf(service.chosen), isProtected, others: isProtected ? [] : others };
}

const addressOf = ({ kept, key }: Place): string => `terraform_data.${kept ? 'protected' : 'unprotected'}["${key}"]`;
