/** EnvironmentStack: one environment on one cloud, with its state, names, tags, outputs and readable addresses. */
import {
  App,
  type TerraformBackend,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  type TerraformRemoteState,
  TerraformResource,
  TerraformStack,
} from 'cdktf';
import { Construct, type IConstruct, Node } from 'constructs';

import { hclOf } from '../hcl/print';
import { nameFor, type NameLimit, type Namespace } from '../names';
import type { CloudName } from '../words/clouds';
import type { State } from '../words/state';
import { byAddress } from './addresses';
import { configureBackend, stateAddress } from './state';

/** Ids without `Default`, or `Default:Service` among several kinds, which stand for their parent's own resource. */
export const withoutDefaults = (ids: readonly string[]): string[] => ids.filter((id) => !/^Default(:|$)/.test(id));

/** What renamed entries are called now, in a stack that is built by their oldest names. */
export interface PresentNames {
  /** The present path of a construct in the stack, or of a component in the environment. */
  readonly path: (oldest: string) => string;
  /** The present path of a property of a component, which is named by its path. */
  readonly property: (component: string, oldest: string) => string;
  /** Paths in the environment that something at a present path had before, the oldest first. */
  readonly formerly: (present: string) => readonly string[];
}

export interface EnvironmentStackProps {
  readonly cloudName: CloudName;
  readonly namespace: Namespace;
  readonly state: State;
  /** Tags of every resource that takes them. */
  readonly tags: Readonly<Record<string, string>>;
  /** True where the provider has no default tags, so that each resource must carry them. */
  readonly tagEachResource: boolean;
  /** Present names of entries that were renamed. @default - none was */
  readonly presentNames?: PresentNames | undefined;
}

/** A provider of Terraform's registry. */
export interface RequiredProvider {
  /** `hashicorp/aws`. */
  readonly source: string;
  /** The constraint: `6.61.0`. */
  readonly version: string;
}

/** A mistake of the user that only shows in what is made of it. */
export interface Refusal {
  readonly code: string;
  /** What was given, what is allowed, what to do. */
  readonly message: string;
}

/** Terraform 1.11 is the first with both ephemeral values and write-only arguments. */
export const TERRAFORM_VERSION = '>= 1.11.0';

export class EnvironmentStack extends TerraformStack {
  readonly cloudName: CloudName;
  readonly tags: Readonly<Record<string, string>>;
  /** What its components refuse because of what they are made of, which no rule can know. */
  readonly refusals: Refusal[] = [];
  /** Resources by kind and physical name. */
  private readonly nameOwners = new Map<string, string>();
  private readonly outputScope: Construct;

  constructor(
    scope: Construct,
    id: string,
    private readonly settings: EnvironmentStackProps,
  ) {
    super(scope, id);
    this.cloudName = settings.cloudName;
    this.tags = settings.tags;
    this.outputScope = new Construct(this, 'output');
    configureBackend(this, settings.state);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
  }

  /** The stack that a construct is in. */
  static containing(construct: IConstruct): EnvironmentStack {
    return TerraformStack.of(construct) as EnvironmentStack;
  }

  /** Tags that each resource must carry itself; absent where the provider sets them. */
  get resourceTags(): Readonly<Record<string, string>> | undefined {
    return this.settings.tagEachResource ? this.tags : undefined;
  }

  /** Where its state is kept. */
  get state(): State {
    return this.settings.state;
  }

  get namespace(): Namespace {
    return this.settings.namespace;
  }

  /** Builds a physical name, and refuses one that another resource of the kind has already. */
  nameOf(limit: NameLimit, ...resource: string[]): string {
    const name = nameFor(limit, this.namespace, ...resource);
    if (!limit.pattern.test(name)) throw new Error(`${limit.kind} name "${name}" does not match ${limit.pattern}`);
    if (limit.shared) return name;
    const owner = resource.join('/');
    const key = `${limit.kind} ${name}`;
    const other = this.nameOwners.get(key);
    if (other !== undefined && other !== owner) throw new Error(`${key} is made for both "${other}" and "${owner}"`);
    this.nameOwners.set(key, owner);
    return name;
  }

  /** A named value of this stack, for people and for other stacks. */
  output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this.outputScope, name, { value, description, staticId: true });
  }

  /** Path of a construct in the stack. */
  pathOf({ node }: IConstruct): string {
    return this.idsOf(node).join('/');
  }

  private idsOf({ scopes }: Node): string[] {
    return scopes.slice(scopes.indexOf(this) + 1).map(({ node }) => node.id);
  }

  /** The present path of a construct in the stack, or of a component in the environment. */
  presentPath(path: string): string {
    return this.settings.presentNames?.path(path) ?? path;
  }

  /** Paths in the environment that something at a present path had before, the oldest first. */
  formerPaths(path: string): readonly string[] {
    return this.settings.presentNames?.formerly(path) ?? [];
  }

  /** The present path of a property of a component. */
  presentProperty(component: IConstruct, property: string): string {
    const { presentNames } = this.settings;
    return presentNames ? presentNames.property(this.pathOf(component), property) : property;
  }

  /**
   * `network/public-a` becomes `network_public_a`. The id `Default`, or `Default:Service` among several kinds, stands for the
   * parent's own resource and is left out.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const ids = this.idsOf(element instanceof Node ? element : element.node);
    return withoutDefaults(this.presentPath(ids.join('/')).split('/'))
      .join('_')
      .replace(/[^A-Za-z0-9_]/g, '_');
  }

  /**
   * CDKTF would add a local backend with an absolute path to a stack without one. Terraform Cloud's `cloud` block is no backend
   * to CDKTF, which ignores what this returns, so that there is none to return.
   */
  override ensureBackendExists(): TerraformBackend {
    return this.settings.state.kind === 'cloud'
      ? (undefined as unknown as TerraformBackend)
      : super.ensureBackendExists();
  }

  /** Everything in the stack that Terraform gets. */
  get elements(): TerraformElement[] {
    return this.node.findAll().filter(TerraformElement.isTerraformElement);
  }

  /** CDKTF silently merges two elements with the same address; here that is an error. */
  assertUniqueAddresses(): void {
    for (const [address, [first, second]] of byAddress(this.elements))
      if (first && second)
        throw new Error(`${this.node.id}: ${address} is made by both ${first.node.path} and ${second.node.path}`);
  }

  /** Stacks look each other's resources up by name, so that each can be written and applied alone. */
  override registerIncomingCrossStackReference(from: TerraformStack): TerraformRemoteState {
    throw new Error(
      `${this.node.id} uses an attribute of a resource of ${from.node.id}: look the resource up by its name, with a data source`,
    );
  }

  /**
   * CDKTF resolves everything once more here, in search of tokens of other stacks. There are none, because stacks look each
   * other's resources up by name; `resolveAll` finds those of an extension.
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /**
   * Resolves every value, as CDKTF would do here.
   * @throws if one cannot be resolved or printed, or is of another stack
   */
  resolveAll(): void {
    super.prepareStack();
    const { root } = this.node;
    if (App.isApp(root) && root.hclOutput) this.toHclTerraform();
    else this.toTerraform();
  }

  /** Where its state is kept: `s3://bucket/key`, or a path. */
  get stateAddress(): string {
    return stateAddress(this.settings.state, this.node.id);
  }

  /** Terraform's providers that it needs, once each. */
  get requiredProviders(): RequiredProvider[] {
    const all = this.node.findAll().filter(TerraformProvider.isTerraformProvider);
    const required = all.map(({ terraformProviderSource: source = '', terraformGeneratorMetadata: made }) => ({
      source,
      version: made?.providerVersion ?? made?.providerVersionConstraint ?? '',
    }));
    return [...new Map(required.map((one) => [one.source, one])).values()];
  }

  /** Number of resources that Terraform will manage; data sources and ephemeral values are not counted. */
  resourceCount(): number {
    return this.node.findAll().filter(TerraformResource.isTerraformResource).length;
  }

  override toHclTerraform(): { hcl: string; metadata: Record<string, unknown> } {
    return hclOf(this);
  }
}
