/**
 * Protection: two resources of Terraform's own in every stack, with an instance for each thing that holds data. Those of
 * `protected` have `prevent_destroy`, and the resource itself stays when its last instance goes: a plan in which a protected
 * thing is gone, or has another name, is refused before anything has happened. (`prevent_destroy` of the thing's own resource
 * does not see that, because it goes with the resource.) Without deletion protection the instance moves to `unprotected`,
 * which destroys nothing.
 */
import { TerraformIterator } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../core/cdktf/component';
import { movedInstance } from '../../core/cdktf/statements';
import { TerraformData } from '../../core/cdktf/terraform-data';
import { keyMoves, type Place, type Protectable } from '../../core/protection';

/** Of things without protection, the moves from all services that may have held them; of others, from their own. */
interface Keyed extends Keys {
  readonly isProtected: boolean;
  /** Other keys by which it may be protected: those of services that do not hold it now. */
  readonly others: readonly Keys[];
}

/** A key, and those that it had under former names of its entry. */
interface Keys {
  readonly key: string;
  readonly former: readonly string[];
}

export class Protection extends Component {
  constructor(scope: Construct, components: ReadonlyMap<string, Component>) {
    super(scope, 'Default:protection', {});
    const things = [...components].flatMap(([path, component]) =>
      component.protectables.map((protectable) => this.keyed(path, component, protectable)),
    );
    const keys = (isProtected: boolean) =>
      things.filter((one) => one.isProtected === isProtected).map(({ key }) => key);
    this.create('protected', TerraformData, {
      forEach: TerraformIterator.fromList(keys(true)),
      lifecycle: { preventDestroy: true },
    });
    this.create('unprotected', TerraformData, { forEach: TerraformIterator.fromList(keys(false)) });
    things.forEach((thing) => this.move(thing));
  }

  private keyed(path: string, component: Component, { part, isProtected, service }: Protectable): Keyed {
    const name = part === undefined ? path : `${path}.${this.stack.presentProperty(component, part)}`;
    const keysOf = (one?: string): Keys => {
      const keyOf = (given: string) => (one === undefined ? given : `${given} (${one})`);
      return { key: keyOf(name), former: this.stack.formerPaths(name).map(keyOf) };
    };
    if (!service) return { ...keysOf(), isProtected, others: [] };
    const others = service.among.filter((one) => one !== service.chosen).map(keysOf);
    return { ...keysOf(service.chosen), isProtected, others: isProtected ? [] : others };
  }

  private move({ isProtected, others, ...own }: Keyed): void {
    const moves = [own, ...others].flatMap(({ key, former }) => keyMoves(key, former, isProtected));
    for (const { from, to } of moves) movedInstance(this, addressOf(from), addressOf(to));
  }
}

const addressOf = ({ kept, key }: Place): string => `terraform_data.${kept ? 'protected' : 'unprotected'}["${key}"]`;
