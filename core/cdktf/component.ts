/**
 * Component: the base of every construct. It creates all Terraform resources, merges the user's overrides last, keeps `${` and
 * `%{` in texts literal and sets tags where the provider cannot.
 */
import type { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import type { NameLimit } from '../names';
import { kebab } from '../text';
import { EnvironmentStack } from './stack';
import { patch, type PlainObject } from '../patch';
import { escapeInterpolation } from './escape';

/** A class of a provider's bindings. */
export type ResourceType<C, T extends TerraformElement> = new (scope: Construct, id: string, config: C) => T;

/** What a component tells the outside: texts, numbers, lists and maps of them. */
export type Outputs = Readonly<Record<string, string | number | boolean | string[] | Record<string, string>>>;

export abstract class Component<P extends object = object> extends Construct {
  /** Keys by which overrides may name resources. */
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
   * Creates the resource that the component is named after: `aws_db_instance.postgres`.
   * @param key what overrides call it
   */
  protected createMain<C extends object, T extends TerraformElement>(
    key: string,
    type: ResourceType<C, T>,
    config: C,
  ): T {
    return this.createAs(key, 'Default', type, config);
  }

  /**
   * Creates a resource: `aws_db_parameter_group.postgres_parameters`.
   * @param key what overrides call it, and its id in kebab case
   */
  protected create<C extends object, T extends TerraformElement>(key: string, type: ResourceType<C, T>, config: C): T {
    return this.createAs(key, kebab(key), type, config);
  }

  /** Creates one of several resources that overrides call by the same key. */
  protected createAs<C extends object, T extends TerraformElement>(
    key: string,
    id: string,
    type: ResourceType<C, T>,
    config: C,
  ): T {
    const { resourceTags } = this.stack;
    const tags =
      resourceTags && 'tagsInput' in type.prototype
        ? { tags: { ...resourceTags, ...((config as PlainObject).tags as object) } }
        : {};
    return new type(this, id, escapeInterpolation(this.overridden(key, { ...config, ...tags }, id)) as C);
  }

  /**
   * A resource's arguments, or a part of them, with the user's overrides merged over them: first those of the key, then
   * those of the key and a part's name, as in `nodeGroup.main`.
   */
  protected overridden<C extends object>(key: string, config: C, id: string = 'Default'): C {
    const lineage = this.lineage();
    for (const component of lineage) component.overridable.add(key);
    const overrider = lineage.find(({ props }) => 'overrides' in props && props.overrides !== undefined);
    if (!overrider) return config;
    const below = this.node.scopes.slice(overrider.node.scopes.length).map(({ node }) => node.id);
    const keys = [key, ...partsOf([...below, id]).map((part) => `${key}.${part}`)];
    for (const one of keys) overrider.overridable.add(one);
    const { ownOverrides } = overrider;
    return keys.reduce((merged, one) => patch(merged, ownOverrides[one] ?? {}) as C, config);
  }

  /** This component and those that it is part of: a server's key and secret are overridden with the server. */
  private lineage(): Component[] {
    return [...this.node.scopes].reverse().filter((scope): scope is Component => scope instanceof Component);
  }

  private get ownOverrides(): Record<string, PlainObject> {
    const found = this.overridesPath.reduce(
      (value: unknown, key) => (value as PlainObject | undefined)?.[key],
      this.props,
    );
    return (found ?? {}) as Record<string, PlainObject>;
  }

  /** Where in the props the overrides are, by what the resources are called. */
  protected get overridesPath(): readonly string[] {
    return ['overrides', this.stack.cloudName];
  }

  /** Overrides that name no resource of this component, with the keys that exist. */
  unusedOverrides(): { readonly property: string; readonly known: readonly string[] }[] {
    const known = [...this.overridable].filter((key) => !key.includes('.')).sort();
    return Object.keys(this.ownOverrides)
      .filter((key) => !this.overridable.has(key))
      .map((key) => ({ property: [...this.overridesPath, key].join('.'), known }));
  }
}

/** Names by which one of several resources is meant: ids on its path, as they are and without their first word (`pool-main`). */
const partsOf = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id) => id !== 'Default').flatMap((id) => [id, id.replace(/^[a-z]+-/, '')])),
];
