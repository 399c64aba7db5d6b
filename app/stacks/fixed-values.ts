/**
 * Fixed values: those of protected things that a cloud would replace, with their data, for another value, and what anything was made
 * of. Terraform remembers them from the first apply, and refuses a plan in which one has changed, in words that name the property
 * and the way round.
 */
import type { Construct } from 'constructs';

import type { StackKind } from '../../constructs/environment/extension';
import { CONSTRUCTS, KINDS, stackOf } from '../../constructs/registry';
import { Component } from '../../core/cdktf/component';
import { escapeInterpolation } from '../../core/cdktf/escape';
import { movedInstance } from '../../core/cdktf/statements';
import { TerraformData } from '../../core/cdktf/terraform-data';
import type { Change } from '../../core/changes';
import { valuesAt } from '../../core/parity';
import { stepsOf } from '../../core/records';
import type { Plan } from '../plan/plan';

interface Remembered {
  readonly value: string;
  /** A regular expression for former values that will do, too. @default - the same value alone */
  readonly after?: string | undefined;
  /** What the cloud would do, and what to do instead. */
  readonly why: string;
}

export class FixedValues extends Component {
  constructor(scope: Construct, values: Readonly<Record<string, Remembered>>) {
    super(scope, 'Default:fixed', {});
    const memory = this.create('fixed', TerraformData, { lifecycle: { ignoreChanges: ['input'] } });
    memory.addOverride('for_each', escapeInterpolation(values));
    memory.addOverride('input', '${each.value.value}');
    memory.addOverride('lifecycle.postcondition', [
      {
        condition: '${self.input == each.value.value || try(can(regex(each.value.after, self.input)), false)}',
        error_message: '${each.key} is "${self.input}" and cannot become "${each.value.value}". ${each.value.why}',
      },
    ]);
    for (const path of Object.keys(values)) this.follow(path);
  }

  /** Takes along what is remembered under former names of the entry. */
  private follow(path: string): void {
    const chain = [...this.stack.formerPaths(path), path].map((one) => `terraform_data.fixed["${one}"]`);
    for (const { from, to } of stepsOf(chain)) movedInstance(this, from, to);
  }
}

/** Values by path in the environment: `databases.orders.owner`. */
export function fixedValuesOf({ environment, cloud }: Plan, stack: StackKind): Record<string, Remembered> {
  const all = KINDS.flatMap((kind) => {
    const { place, named, at } = CONSTRUCTS[kind];
    if (place !== 'cloud' || stackOf(kind) !== stack) return [];
    const table = cloud.kits[kind as keyof typeof cloud.kits].changes as Readonly<Record<string, Change>>;
    const given = environment[at] as object | undefined;
    const things = Object.entries(named ? { ...given } : { '': given });
    return things.flatMap(([id, props]) => rememberedIn(named ? `${at}.${id}` : at, props, table));
  });
  return Object.fromEntries(all);
}

/** An existing thing has no protection. */
const isRemembered = (
  { remembered }: { readonly remembered?: boolean | 'always' },
  props: { readonly deletionProtection?: boolean },
): boolean => remembered === 'always' || (remembered === true && props.deletionProtection === true);

function rememberedIn(
  path: string,
  props: object | undefined,
  table: Readonly<Record<string, Change>>,
): [string, Remembered][] {
  if (!props) return [];
  return Object.entries(table).flatMap(([property, change]) => {
    if (change.kind !== 'fixed' || !isRemembered(change, props)) return [];
    const why = `${change.note}: ${change.way}.`;
    return valuesAt(props, property)
      .filter(({ value }) => value !== undefined)
      .map(({ path: at, value }): [string, Remembered] => [
        `${path}.${at}`,
        {
          value: typeof value === 'string' ? value : JSON.stringify(value),
          ...(typeof value === 'string' && { after: change.settled?.[value] }),
          why: why.charAt(0).toUpperCase() + why.slice(1),
        },
      ]);
  });
}
