/**
 * Statements of Terraform's language for which CDKTF has no construct, or only one for each resource: `moved`, `import`,
 * `removed` and `check`. Each call adds one; JSON and HCL hold them all.
 */
import { type IResolvable, TerraformElement, type TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from './addresses';

/** A resource, or its address: `aws_db_instance.orders`, `aws_subnet.main[0]`. */
export type Address = string | TerraformElement;

export interface Move {
  /** The address that is in the state. */
  readonly from: Address;
  /** The address in this stack. */
  readonly to: Address;
}

export interface Import {
  /** The resource in this stack. */
  readonly to: Address;
  /** The id by which the provider imports it: see the resource's own page. */
  readonly id: string;
  /** The provider to read it with. @default - the resource's */
  readonly provider?: TerraformProvider;
}

export interface Removal {
  /** The address that is in the state, and no longer in this stack. */
  readonly from: Address;
  /** Whether the resource itself is destroyed. @default false */
  readonly destroy?: boolean;
}

export interface Check {
  readonly assert: readonly {
    /** `Op.gt(queue.maxMessageSize, 1024)`, or an expression: `aws_sqs_queue.audit.max_message_size > 1024`. */
    readonly condition: string | boolean | IResolvable;
    /** What is said if the condition does not hold. */
    readonly errorMessage: string;
  }[];
  /**
   * A data source that only the check reads, by type and name, with arguments by Terraform's own names: `{ http: { shop:
   * { url: 'https://shop.example.com' } } }`.
   * @default - none
   */
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** An address that a statement names, which must or must not be in the stack. */
interface Named {
  readonly address: string;
  readonly exists: boolean;
}

export class Statement extends TerraformElement {
  constructor(
    scope: Construct,
    /** What it says, which makes it unique: `moved from aws_db_instance.old`. */
    readonly says: string,
    private readonly body: Readonly<Record<string, unknown>>,
    readonly names: readonly Named[] = [],
  ) {
    super(scope, says);
  }

  override toTerraform(): object {
    return this.body;
  }
}

export function moved(stack: Construct, { from, to }: Move): void {
  const addresses = { from: read('moved.from', from), to: read('moved.to', to) };
  const isInside = resourceOf(addresses.from) === resourceOf(addresses.to);
  new Statement(stack, `moved from ${addresses.from}`, { moved: [addresses] }, [
    ...(isInside ? [] : [{ address: addresses.from, exists: false }]),
    { address: addresses.to, exists: true },
  ]);
}

/** Moves an instance between resources that both stay in the stack, so that nothing can be misnamed. */
export function movedInstance(stack: Construct, from: string, to: string): void {
  new Statement(stack, `moved from ${from}`, { moved: [{ from, to }] });
}

export function imported(stack: Construct, { to, id, provider }: Import): void {
  const address = read('imported.to', to);
  const body = { to: address, id, ...(provider && { provider: provider.fqn }) };
  new Statement(stack, `import to ${address}`, { import: [body] }, [{ address, exists: true }]);
}

export function removed(stack: Construct, { from, destroy = false }: Removal): void {
  const address = read('removed.from', from);
  const body = { from: address, lifecycle: { destroy } };
  new Statement(stack, `removed from ${address}`, { removed: [body] }, [{ address, exists: false }]);
}

export function check(stack: Construct, name: string, { assert, data }: Check): void {
  if (!/^[A-Za-z_][\w-]*$/.test(name))
    throw new Error(`check: the name must be letters, digits, - and _, beginning with a letter, got "${name}"`);
  if (assert.length === 0) throw new Error(`check "${name}": assert must hold a condition`);
  const conditions = assert.map(({ condition, errorMessage }) => ({
    condition: expression(condition),
    error_message: errorMessage,
  }));
  new Statement(stack, `check ${name}`, { check: { [name]: { ...(data && { data }), assert: conditions } } });
}

/** Addresses that statements name and that the stack should have and has not, or the reverse. */
export function misnamed(
  statements: readonly Statement[],
  inStack: ReadonlySet<string>,
): (Named & { readonly statement: Statement })[] {
  const all = statements.flatMap((statement) => statement.names.map((named) => ({ ...named, statement })));
  // A resource that was moved twice is at the last address only.
  const left = new Set(all.filter(({ exists }) => !exists).map(({ address }) => address));
  return all
    .filter(({ address }) => !address.startsWith('module.'))
    .filter(({ address, exists }) => inStack.has(resourceOf(address)) !== exists && !(exists && left.has(address)));
}

/** An address without the index of an instance. */
const resourceOf = (address: string): string => address.replace(/\[.*$/s, '');

const ADDRESS =
  /^(module\.[\w-]+|(?!data\.|output\.|var\.|local\.|provider\.)[a-z]\w*\.[A-Za-z_][\w-]*)(\[.+\]|\.[\w-]+)*$/;

function read(property: string, address: Address): string {
  const given = typeof address === 'string' ? address : addressOf(address);
  if (given !== undefined && ADDRESS.test(given)) return given;
  throw new Error(
    `${property} must be a resource or an address such as aws_db_instance.orders, got ${given ?? 'neither'}`,
  );
}

/** JSON holds an expression as a template. */
const expression = (condition: string | boolean | IResolvable): unknown =>
  typeof condition === 'string' && !condition.includes('${') ? `\${${condition}}` : condition;
