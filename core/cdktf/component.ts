/**
 * Component: the base of every construct. All Terraform resources are made through `main` and `add`, which merge
 * the user's overrides last, keep `${` and `%{` in texts literal and set tags where the provider cannot.
 */
import type { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import type { NameLimit } from '../names';
import { kebab } from '../text';
import { EnvironmentStack } from './stack';
import { isPlain, literal, type PlainObject } from './escape';

/** A class of a provider's bindings. */
export type ResourceType<C, T extends TerraformElement> = new (scope: Construct, id: string, config: C) => T;

/** What a component tells the outside: texts, numbers, lists and maps of them. */
export type Outputs = Readonly<Record<string, string | number | boolean | string[] | Record<string, string>>>;

export abstract class Component<P extends object = object> extends Construct {
  /** Names of the resources that overrides may name, as they were made. */
  private readonly overridable = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    readonly props: P,
  ) {
    super(scope, id);
  }

  /** Named values for people and for later stacks; emitted as `<id>_<name>`. */
  outputs(): Outputs {
    return {};
  }

  protected get stack(): EnvironmentStack {
    return EnvironmentStack.containing(this);
  }

  /** `{project}-{environment}-{resource}` within the limit. */
  protected name(limit: NameLimit, ...resource: string[]): string {
    return this.stack.nameOf(limit, ...resource);
  }

  /**
   * Makes the resource that the component is named after: `aws_db_instance.postgres`.
   * @param resource what overrides call it
   */
  protected main<C extends object, T extends TerraformElement>(
    resource: string,
    type: ResourceType<C, T>,
    config: C,
  ): T {
    return this.make(resource, type, config, 'Default');
  }

  /**
   * Makes a resource: `aws_db_parameter_group.postgres_parameters`.
   * @param resource what overrides call it; several resources may share the word
   * @param id its own id, where several share the word
   */
  protected add<C extends object, T extends TerraformElement>(
    resource: string,
    type: ResourceType<C, T>,
    config: C,
    id: string = kebab(resource),
  ): T {
    return this.make(resource, type, config, id);
  }

  private make<C extends object, T extends TerraformElement>(
    resource: string,
    type: ResourceType<C, T>,
    config: C,
    id: string,
  ): T {
    const { resourceTags } = this.stack;
    const tags =
      resourceTags && 'tagsInput' in type.prototype
        ? { tags: { ...resourceTags, ...((config as PlainObject).tags as object) } }
        : {};
    return new type(this, id, literal(this.overridden(resource, { ...config, ...tags })) as C);
  }

  /** What the user's overrides of a resource, or of a part of one, make of it. */
  protected overridden<C extends object>(resource: string, config: C): C {
    for (const component of this.lineage()) component.overridable.add(resource);
    return merge(config as PlainObject, this.overrides[resource] ?? {}) as C;
  }

  /** This component and those it is part of: a server's key and secret are overridden with the server. */
  private lineage(): Component[] {
    return [...this.node.scopes].reverse().filter((scope): scope is Component => scope instanceof Component);
  }

  private get overrides(): Record<string, PlainObject> {
    const overrider = this.lineage().find(({ props }) => 'overrides' in props && props.overrides !== undefined);
    return overrider?.ownOverrides() ?? {};
  }

  /** What the props override, by what the resources are called. */
  protected ownOverrides(): Record<string, PlainObject> {
    const { overrides } = this.props as { overrides?: Record<string, Record<string, PlainObject>> };
    return overrides?.[this.stack.cloudName] ?? {};
  }

  /** Where in the props they are. */
  protected get overridesPath(): string {
    return `overrides.${this.stack.cloudName}`;
  }

  /** Overrides that named no resource of this component, with the names that exist. */
  unusedOverrides(): { readonly property: string; readonly known: readonly string[] }[] {
    return Object.keys(this.overrides)
      .filter((resource) => !this.overridable.has(resource))
      .map((resource) => ({ property: `${this.overridesPath}.${resource}`, known: [...this.overridable].sort() }));
  }
}

/** Objects merge deeply; lists and everything else are replaced; `null` takes away. */
function merge(base: PlainObject, over: PlainObject): PlainObject {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isPlain(before) && isPlain(value) ? merge(before, value) : value;
  }
  return merged;
}
