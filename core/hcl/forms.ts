/**
 * Tells blocks from arguments: Terraform's language defines its own names, provider bindings those of resources, data
 * sources and providers.
 */
import { TerraformDataSource, TerraformProvider, TerraformResource, type TerraformStack } from 'cdktf';

import { mapValues } from '../records';

/** How a name is written: `name = "value"`, `name = a.reference`, or `name "label" { … }`. */
export type Form = 'argument' | 'bare' | Block;
export interface Block {
  readonly labels?: number | undefined;
  readonly body: (labels: readonly string[]) => Body;
}
/** The form of each name in a body; `*` stands for every other name. */
export type Body = Readonly<Record<string, Form>>;

// ---- Names of the language ----

export const block = (body: Body, labels?: number): Block => ({ labels, body: () => body });
export const ARGUMENTS: Body = { '*': 'argument' };
const SIMPLE = block(ARGUMENTS);
const bare = (...names: string[]): Body => Object.fromEntries(names.map((name) => [name, 'bare']));
const PROVISIONER = block({ ...ARGUMENTS, ...bare('when', 'on_failure'), connection: SIMPLE }, 1);
const CONDITIONS: Body = { precondition: SIMPLE, postcondition: SIMPLE };
const LIFECYCLE = block({ ...bare('ignore_changes', 'replace_triggered_by'), ...CONDITIONS });
const OWN_BLOCKS: Body = { lifecycle: LIFECYCLE, connection: SIMPLE, provisioner: PROVISIONER };
const META: Body = { ...bare('provider', 'depends_on'), ...OWN_BLOCKS };

/**
 * The top-level blocks of Terraform's language.
 * @param bindings the bodies of providers' types
 */
export function languageOf(bindings: (kind: string, type: string) => Body): Readonly<Record<string, Block>> {
  const typed = (kind: string): Block => ({ labels: 2, body: ([type = '']) => ({ ...bindings(kind, type), ...META }) });
  return {
    terraform: block({
      required_providers: SIMPLE,
      backend: { labels: 1, body: ([type]): Body => (type === 'remote' ? { workspaces: SIMPLE } : {}) },
      cloud: block({ workspaces: SIMPLE }),
      provider_meta: block(ARGUMENTS, 1),
      ...bare('experiments'),
    }),
    provider: { labels: 1, body: ([type = '']) => bindings('provider', type) },
    variable: block({ ...ARGUMENTS, ...bare('type'), validation: SIMPLE }, 1),
    locals: SIMPLE,
    data: typed('data'),
    ephemeral: typed('ephemeral'),
    resource: typed('resource'),
    module: block({ ...ARGUMENTS, ...bare('providers', 'depends_on') }, 1),
    output: block({ ...ARGUMENTS, ...bare('depends_on'), precondition: SIMPLE }, 1),
    check: block({ data: typed('data'), assert: SIMPLE }, 1),
    moved: block(bare('from', 'to')),
    import: block({ ...ARGUMENTS, ...bare('to', 'provider') }),
    removed: block({ ...bare('from'), lifecycle: SIMPLE, connection: SIMPLE, provisioner: PROVISIONER }),
  };
}

// ---- Names of the provider bindings ----

/** A binding's description of each name in its HCL form. */
type Mapped = Readonly<Record<string, { value: unknown; isBlock?: boolean; type?: string; storageClassType?: string }>>;
/** A resource without a generated binding, which lists the names that are maps; every other object in it is a block. */
interface Handwritten {
  readonly maps?: readonly string[];
}
const blocksBut = (maps: readonly string[]): Body => ({
  ...Object.fromEntries(maps.map((name) => [name, 'argument'])),
  '*': { body: () => blocksBut(maps) },
});

/** A binding's method `synthesizeHclAttributes`, or the function that maps the elements of a list in it. */
type Mapper = (this: unknown, config?: unknown) => Mapped;
interface Binding {
  readonly terraformResourceType: string;
  readonly terraformGeneratorMetadata?: { readonly providerName: string };
  readonly synthesizeHclAttributes: Mapper;
}

/** Deviations of a provider: the forms of `timeouts` and of values without a type. */
type Quirks = Readonly<{ timeouts?: Form; any?: Form }>;
const BLOCKS_ALL_THE_WAY: Block = { body: () => ({ '*': BLOCKS_ALL_THE_WAY }) };
const QUIRKS: Readonly<Record<string, Quirks>> = {
  // The provider has no blocks: https://registry.terraform.io/providers/hashicorp/helm/latest/docs/guides/v3-upgrade-guide
  helm: { timeouts: 'argument' },
  // cdktf types as `any` what is nested too deeply to generate: WAF statements and QuickSight definitions, all blocks.
  aws: { any: BLOCKS_ALL_THE_WAY },
};

/** Looks up the bodies of the types that a stack uses. */
export function bindingsOf(stack: TerraformStack): (kind: string, type: string) => Body {
  const known = new Map(stack.node.findAll().map((element) => [kindAndType(element), element]));
  return (kind, type) => {
    if (type.startsWith('terraform_')) return ARGUMENTS;
    // Ephemeral resources have no binding; a resource or data source of the same name has the same blocks.
    const kinds = kind === 'ephemeral' ? ['resource', 'data'] : [kind];
    const element = kinds.map((name) => known.get(`${name}.${type}`)).find((candidate) => candidate !== undefined);
    if (element === undefined) return {};
    const { maps } = element as Handwritten;
    if (maps) return blocksBut(maps);
    const { synthesizeHclAttributes, terraformGeneratorMetadata } = element as unknown as Binding;
    return bodyFrom(synthesizeHclAttributes, QUIRKS[terraformGeneratorMetadata?.providerName ?? ''] ?? {});
  };
}

function kindAndType(element: unknown): string | undefined {
  const { terraformResourceType: type } = element as Binding;
  if (TerraformResource.isTerraformResource(element)) return `resource.${type}`;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${type}`;
  return TerraformProvider.isTerraformProvider(element) ? `provider.${type}` : undefined;
}

/**
 * A configuration in which everything is set, so that a binding's mapper describes every name that it knows instead of
 * only those that a resource uses.
 *
 * The mapper reads `config.nested.list` and calls helpers such as `listMapperHcl(mapElement, true)(config.list)`. Nothing
 * else fits wherever it looks: reading any property gives the same object again, so that no depth is undefined; it
 * is an (empty) array, so that the helpers take it for a list; and its `map` does not map, but returns the function
 * that would map the elements, which `bodyFrom` then calls in turn.
 * @param isDynamic whether it claims to be a dynamic expression (`dynamic "block"`), which the helpers treat differently
 */
function everything(isDynamic: boolean): unknown {
  const self: unknown = new Proxy([], {
    has: (_list, key) => isDynamic && key === Symbol.for('cdktf/TerraformDynamicExpression'),
    get: (list, key) => {
      if (key === 'map') return (mapper: Mapper) => mapper;
      return typeof key === 'symbol' || key === 'length' ? (Reflect.get(list, key) as unknown) : self;
    },
  });
  return self;
}

const bodies = new WeakMap<Mapper, Body>();

/**
 * The body that a binding's HCL mapper describes, by running it twice over `everything`: its `isBlock` alone is not enough,
 * because it is true of nested attributes too. Only lists of blocks become dynamic blocks, so that a list whose mapper stays a
 * mapper for a dynamic expression holds attributes. A single object (`struct`) is an attribute, except `timeouts`.
 */
function bodyFrom(mapper: Mapper, quirks: Quirks): Body {
  const run = (value: unknown): Mapped => mapper.call(value, value);
  const body = bodies.get(mapper) ?? merge(run(everything(false)), run(everything(true)));
  bodies.set(mapper, body);
  return body;

  function merge(plain: Mapped, dynamic: Mapped): Body {
    return mapValues(plain, (name, mapped) => form(name, mapped, dynamic[name]?.value));
  }
  function form(name: string, { value, isBlock, type, storageClassType }: Mapped[string], dynamic: unknown): Form {
    if (storageClassType === 'any') return quirks.any ?? 'argument';
    if (!isBlock || type === 'map') return 'argument';
    if (type === 'struct') return name === 'timeouts' ? (quirks.timeouts ?? SIMPLE) : 'argument';
    if (typeof value !== 'function') return block(merge(value as Mapped, dynamic as Mapped));
    return typeof dynamic === 'function' ? 'argument' : { body: () => bodyFrom(value as Mapper, quirks) };
  }
}
