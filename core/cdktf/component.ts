/**
 * Component: the base of every construct. It creates all Terraform resources, merges the user's overrides last, keeps `${`
 * and `%{` in texts literal and sets tags where the provider cannot.
 */
import type { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';

import type { Choice, Decision, Subject } from '../decision';
import { leavesOf } from '../leaves';
import type { NameLimit } from '../names';
import { patch, type PlainObject } from '../patch';
import type { Protectable } from '../protection';
import { kebab } from '../text';
import { unknownArguments } from './arguments';
import { escapeInterpolation } from './escape';
import { EnvironmentStack, type Refusal } from './stack';

/** A class of a provider's bindings. */
export type ResourceType<C, T extends TerraformElement> = new (scope: Construct, id: string, config: C) => T;

/** Values of Terraform outputs, by name. */
export type Outputs = Readonly<Record<string, string | number | boolean | string[] | Record<string, string>>>;

export interface UnusedOverride {
  /** Path in the props. */
  readonly property: string;
  /** The name that is not known: the path's end. */
  readonly name: string;
  /** Names that exist in its place, sorted. */
  readonly known: readonly string[];
}

/** A physical name that a component has built. */
export interface BuiltName {
  /** The kind of resource: `RDS instance`. */
  readonly kind: string;
  readonly name: string;
  /** Longest name that the cloud accepts. */
  readonly max: number;
}

/** A part of overrides: what replaces one argument of a resource. */
export interface OverrideInForce {
  /** Path in the construct's properties: `overrides.aws.instance.engineVersion`. */
  readonly property: string;
  readonly value: unknown;
}

export abstract class Component<P extends object = object> extends Construct {
  /** Keys by which overrides can name resources. */
  private readonly overridable = new Set<string>();
  private readonly unknownArguments = new Map<string, UnusedOverride>();
  private readonly taken = new Map<string, Decision>();
  private readonly built = new Map<string, BuiltName>();

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

  /** What it holds data in. */
  get protectables(): readonly Protectable[] {
    return [];
  }

  /** The resources of a type that this component and its parts created: `network.all(NatGateway)`. */
  all<T extends TerraformElement>(type: abstract new (...args: never[]) => T): T[] {
    return this.node.findAll().filter((element): element is T => element instanceof type);
  }

  protected get stack(): EnvironmentStack {
    return EnvironmentStack.containing(this);
  }

  /** `{project}-{environment}-{resource}` within the limit. */
  protected name(limit: NameLimit, ...resource: string[]): string {
    const name = this.stack.nameOf(limit, ...resource);
    this.built.set(`${limit.kind} ${name}`, { kind: limit.kind, name, max: limit.max });
    return name;
  }

  /** Refuses what has passed the rules, which know the environment alone. */
  protected refuse(refusal: Refusal): void {
    this.stack.refusals.push(refusal);
  }

  /** Names that it has built, in order. */
  get builtNames(): readonly BuiltName[] {
    return [...this.built.values()];
  }

  /**
   * Records a decision, and returns what was chosen.
   * @param property path in the construct's properties of what the user may write to decide otherwise
   */
  decide<T>(subject: Subject, property: string, { value, shown, why, facts }: Choice<T>): T {
    const path = this.stack.presentProperty(this, property);
    this.taken.set([subject, path, shown].join(), { subject, property: path, shown, why, facts });
    return value;
  }

  /** Decisions that it has taken, in order. */
  get decisions(): readonly Decision[] {
    return [...this.taken.values()];
  }

  /** A name made of the ids on the way from the stack to this component, and of `more` after them. */
  protected nameByPath(limit: NameLimit, ...more: string[]): string {
    const ids = this.node.path.split('/').slice(1);
    return this.name(limit, ...ids, ...more);
  }

  /**
   * Creates the resource that the component is named after: `aws_db_instance.postgres`.
   * @param key by which overrides name it
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
   * @param key by which overrides name it; its id is the same in kebab case
   */
  protected create<C extends object, T extends TerraformElement>(key: string, type: ResourceType<C, T>, config: C): T {
    return this.createAs(key, kebab(key), type, config);
  }

  /** Creates one of several resources that overrides name by the same key. */
  protected createAs<C extends object, T extends TerraformElement>(
    key: string,
    id: string,
    type: ResourceType<C, T>,
    config: C,
  ): T {
    const tagged = { ...config, ...this.tagsFor(type, config) };
    const element = new type(this, id, escapeInterpolation(this.overridden(key, tagged, id)) as C);
    this.findUnknownArguments(key, id, element);
    return element;
  }

  /** Tags of a resource where the provider does not add them. Bindings of types with tags have the getter `tagsInput`. */
  private tagsFor(type: ResourceType<never, TerraformElement>, config: object): { readonly tags?: object } {
    const { resourceTags } = this.stack;
    const takesTags = 'tagsInput' in type.prototype;
    return resourceTags && takesTags ? { tags: { ...resourceTags, ...((config as PlainObject).tags as object) } } : {};
  }

  /**
   * A resource's arguments, or a part of them, with the user's overrides merged over them: first those of the key, then
   * those of the key and a part's name, as in `nodeGroup.main`.
   */
  protected overridden<C extends object>(key: string, config: C, id: string = 'Default'): C {
    const lineage = this.lineage();
    for (const component of lineage) component.overridable.add(key);
    const overrider = this.overrider();
    if (!overrider) return config;
    const keys = this.overrideKeys(overrider, key, id);
    for (const overrideKey of keys) overrider.overridable.add(overrideKey);
    const { ownOverrides } = overrider;
    return keys.reduce((merged, overrideKey) => patch(merged, ownOverrides[overrideKey] ?? {}) as C, config);
  }

  /** Remembers arguments that the user's overrides of an element name, and that it does not take. */
  private findUnknownArguments(key: string, id: string, element: TerraformElement): void {
    const overrider = this.overrider();
    if (!overrider) return;
    for (const overrideKey of this.overrideKeys(overrider, key, id)) {
      for (const { path, known } of unknownArguments(element, overrider.ownOverrides[overrideKey] ?? {})) {
        const property = [...overrider.overridesPath, overrideKey, ...path].join('.');
        // The same of several resources is told once.
        overrider.unknownArguments.set(property, { property, name: path.at(-1) ?? '', known });
      }
    }
  }

  private overrideKeys(overrider: Component, key: string, id: string): string[] {
    const depth = this.node.scopes.length - overrider.node.scopes.length;
    const ids = this.stack.presentPath(`${this.stack.pathOf(this)}/${id}`).split('/');
    return [key, ...partsOf(ids.slice(-depth - 1)).map((part) => `${key}.${part}`)];
  }

  /** The component whose overrides hold for this one: the innermost that has any. */
  private overrider(): Component | undefined {
    return this.lineage().find(({ props }) => 'overrides' in props && props.overrides !== undefined);
  }

  /** This component and those that it is part of, innermost first: a server's key and secret are overridden with the server. */
  private lineage(): Component[] {
    return [...this.node.scopes].reverse().filter((scope): scope is Component => scope instanceof Component);
  }

  private get ownOverrides(): Record<string, PlainObject> {
    const overrides = this.overridesPath.reduce(
      (value: unknown, key) => (value as PlainObject | undefined)?.[key],
      this.props,
    );
    const isOwn = ([key]: [string, PlainObject]) => !this.overriddenElsewhere.includes(key.split('.')[0] ?? key);
    return Object.fromEntries(Object.entries((overrides ?? {}) as Record<string, PlainObject>).filter(isOwn));
  }

  /** Path in the props of the overrides by key. */
  protected get overridesPath(): readonly string[] {
    return ['overrides', this.stack.cloudName];
  }

  /** Keys of overrides whose resources another stack has, where two components share them. */
  protected get overriddenElsewhere(): readonly string[] {
    return [];
  }

  /** The arguments that its overrides replace. */
  get overridesInForce(): readonly OverrideInForce[] {
    const { ownOverrides, overridesPath } = this;
    if (Object.keys(ownOverrides).length === 0) return [];
    return leavesOf(ownOverrides, overridesPath).map(({ path, value }) => ({ property: path.join('.'), value }));
  }

  /** Overrides that have no effect, because they name no resource of this component or no argument of a resource. */
  unusedOverrides(): UnusedOverride[] {
    const known = [...this.overridable].filter((key) => !key.includes('.')).sort();
    const resources = Object.keys(this.ownOverrides)
      .filter((key) => !this.overridable.has(key))
      .map((key) => ({ property: [...this.overridesPath, key].join('.'), name: key.split('.').at(-1) ?? '', known }));
    return [...resources, ...this.unknownArguments.values()];
  }
}

/** Names of one of several resources: ids on its path, as they are and without their first word (`pool-main`, `main`). */
const partsOf = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id) => id !== 'Default').flatMap((id) => [id, id.replace(/^[a-z]+-/, '')])),
];
