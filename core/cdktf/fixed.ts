/**
 * Values that cannot change once something exists. Terraform keeps those of its creation, and refuses a plan in which one
 * has changed, in words that say what to do: a cloud would replace what they are values of, without its data.
 *
 * What `app/stacks/fixed-values.ts` remembers by the tables of changes is let go without protection. These are conditions of
 * the resource itself: they hold whether it is protected or not, for as long as there is a reason (a replica, for a version),
 * and in a plan with `-target` too.
 */
import { Op, type Precondition } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from './component';
import { TerraformData } from './terraform-data';

export interface FixedProps {
  /** By the property that sets each. */
  readonly values: Readonly<Record<string, string>>;
}

export class Fixed extends Component<FixedProps> {
  private readonly memory: TerraformData;

  constructor(scope: Construct, id: string, props: FixedProps) {
    super(scope, id, props);
    const lifecycle = { ignoreChanges: ['input'] };
    this.memory = this.createMain('fixed', TerraformData, { input: { ...props.values }, lifecycle });
  }

  /**
   * The condition under which a resource may be changed at all.
   * @param subject what the value is of: `databases.orders`
   * @param remedy what to do instead, as a sentence
   */
  condition(property: string, subject: string, remedy: string): Precondition {
    const before: unknown = this.memory.output.lookup(property);
    const now = this.props.values[property];
    return {
      condition: Op.eq(before, now),
      errorMessage: `${subject}: ${property} is "${String(before)}" and cannot become "${now}". ${remedy}`,
    };
  }
}
