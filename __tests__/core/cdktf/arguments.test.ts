/**
 * Every argument that the types of the bindings declare is known at run time, and no other: of every class whose
 * resources the constructs create, and of every block inside them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, TerraformResource } from 'cdktf';

import { plan } from '../../../app/plan/plan';
import { InfrastructureStack } from '../../../app/stacks/infrastructure';
import { argumentsOf, unknownArguments } from '../../../core/cdktf/arguments';
import { TerraformData } from '../../../core/cdktf/terraform-data';
import { providers } from '../../../providers';
import { AccessPolicyAssignment } from '../../../providers/azurerm/managed-redis/access-policy-assignment';
import { type Declared, declaredArguments } from '../../helpers/bindings';
import { designs } from '../../helpers/designs';
import { everything } from '../../helpers/everything';

/** One element of each class of resources. */
function elements(): readonly (readonly [type: string, element: TerraformResource])[] {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-arguments-'));
  try {
    const stacks = [everything, ...Object.values(designs)].flatMap((input, index) =>
      plan([input], providers).plans.map((one) => {
        const app = new App({ outdir: join(outdir, `${index}-${one.cloud.name}`) });
        return new InfrastructureStack(app, one);
      }),
    );
    const all = stacks
      .flatMap((stack) => stack.node.findAll().filter(TerraformResource.isTerraformResource))
      // Terraform's own resource has no bindings, and one of Azure's is younger than them.
      .filter((element) => !(element instanceof TerraformData) && !(element instanceof AccessPolicyAssignment));
    return [...new Map(all.map((element) => [element.terraformResourceType, element])).entries()].sort();
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const ELEMENTS = elements();
/** A value of everything declared, in which every object has a name more. */
function valueOf(declared: Declared, more: object): object {
  const members = Object.entries(declared).map(([name, block]) => {
    if (block === true) return [name, 'value'];
    const one = valueOf(block.declared, more);
    return [name, { one, list: [one, one], map: { first: one } }[block.form]];
  });
  return { ...Object.fromEntries(members), ...more };
}

const objectsIn = (declared: Declared): number =>
  Object.values(declared).reduce(
    (sum, block) => (block === true ? sum : sum + objectsIn(block.declared) * (block.form === 'list' ? 2 : 1)),
    1,
  );

it('is about many classes of each cloud', () => {
  const clouds = ELEMENTS.map(([type]) => type.split('_')[0]);
  for (const cloud of ['aws', 'google', 'azurerm'])
    expect(clouds.filter((one) => one === cloud).length).toBeGreaterThan(20);
});

describe.each(ELEMENTS)('%s', (_, element) => {
  const declared = declaredArguments(element);

  it('takes what is declared, in blocks too', () => {
    expect(unknownArguments(element, { ...valueOf(declared, {}) })).toEqual([]);
  });

  it('takes nothing else', () => {
    expect(argumentsOf(element).sort()).toEqual(Object.keys(declared).sort());
    const unknown = unknownArguments(element, { ...valueOf(declared, { no_such: 1 }) });
    expect(unknown.map(({ path }) => path.at(-1))).toEqual(Array(objectsIn(declared)).fill('no_such'));
  });
});
