/**
 * Installs an add-on: objects that its charts need, CRDs that Helm would not update, the Helm releases, then objects of the
 * charts' CRDs. The latter are created in a second step, after the charts of all add-ons, because they may depend on add-ons
 * that come later.
 */
import type { Release } from '@cdktf/provider-helm/lib/release';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { type AddonContext, afterOf, type Chart, type ChartRelease } from '../../../constructs/addons/addon';
import type { AddonProps } from '../../../constructs/addons/common';
import { interceptors } from '../../../constructs/addons/load-balancer-controller/load-balancer-controller';
import { crdsOf } from '../../../constructs/addons/parts/crds';
import { trafficPolicies } from '../../../constructs/addons/parts/traffic';
import type { AddonKey } from '../../../constructs/addons/schema';
import { mirrored, mirroredImage } from '../../../constructs/environment/mirror';
import type { Environment } from '../../../constructs/environment/schema';
import { IMAGES } from '../../../constructs/images';
import type { InCluster } from '../../../constructs/in-cluster';
import type { InstalledAddon } from '../../../constructs/resolved';
import { type Choice, choice, chosen } from '../../../core/decision';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { truncateName } from '../../../core/names';
import { nameInCluster } from '../../../core/names-in-cluster';
import { patch } from '../../../core/patch';
import type { Protectable } from '../../../core/protection';
import { InClusterComponent } from '../base/component';

export class Addon extends InClusterComponent<InstalledAddon> {
  readonly crds: readonly ITerraformDependable[];
  readonly releases: readonly Release[];
  private installed: readonly ITerraformDependable[];
  private readonly namespace: string;
  private readonly context: AddonContext<AddonProps>;

  constructor(scope: Construct, id: string, props: InstalledAddon, deps: InCluster) {
    super(scope, id, props, deps);
    this.namespace = props.namespace;
    this.context = this.contextOf(props);
    const others = [...this.others(), ...this.createPolicies()];
    const wanted = this.wanted();
    const folder = this.objectsAfter('crds', crdsInFolders(wanted, this.context), others);
    const first = this.objectsAfter('before', props.addon.before?.(this.context) ?? [], others);
    const before = [...folder, ...first];
    this.releases = this.install(wanted, before.length > 0 ? before : others);
    this.installed = [...before, ...this.releases];
    this.crds = folder.length > 0 ? folder : this.installed;
  }

  /** Of those that can be protected: others hold no data, or hold it in a bucket. */
  override get protectables(): readonly Protectable[] {
    return this.props.addon.isProtected ? [{ isProtected: this.isProtected }] : [];
  }

  private get isProtected(): boolean {
    const { addon, props } = this.props;
    return addon.isProtected?.(props) ?? false;
  }

  /** Its charts, and its objects once they have been created. */
  get ready(): readonly ITerraformDependable[] {
    return this.installed;
  }

  createObjects(): void {
    const { addon } = this.props;
    const objects = addon.objects?.(this.context) ?? [];
    const others = this.readyOf(addon.objectsAfter ?? []);
    this.installed = [...this.installed, ...this.objectsAfter('objects', objects, [...this.installed, ...others])];
    if (addon.cleanUpSeconds !== undefined)
      this.installed = [...this.installed, this.pause(addon.cleanUpSeconds, [...this.installed, ...others])];
  }

  /** When everything is destroyed, what waits for it goes first, then comes the pause. */
  private pause(seconds: number, dependsOn: readonly ITerraformDependable[]): Sleep {
    const unique = [...new Set(dependsOn)];
    return this.createAs('cleanUp', 'clean-up', Sleep, { destroyDuration: `${seconds}s`, dependsOn: unique });
  }

  private createPolicies(): ITerraformDependable[] {
    const dependsOn = this.deps.namespace(this.namespace);
    return Object.entries(trafficPolicies(this.props.addon, this.context)).map(([id, policy]) =>
      this.object('networkPolicy', policy, { dependsOn }, id),
    );
  }

  /** What one of the add-ons has at hand. */
  private contextOf({ props, namespace }: InstalledAddon): AddonContext<AddonProps> {
    const { environment, cloud, secrets, addonNamespaces, exporters, guarded, mesh, addon, addons } = this.deps;
    // Decided when it is read: some add-ons have no controller of which there could be more.
    const decideReplicas = () => this.decide('replicas', '', chooseReplicas(environment.highAvailability));
    return {
      props,
      environment,
      cloud,
      namespace,
      addonNamespaces,
      exporters,
      guarded,
      mesh,
      get replicas() {
        return decideReplicas();
      },
      secretReaders: secrets.readers,
      installed: (key) => addon(key).length > 0,
      trafficOf: (name) =>
        addons
          .filter((one) => one.namespace === name)
          .flatMap((one) => one.addon.traffic?.(this.contextOf(one)) ?? [{}]),
    };
  }

  /**
   * Dependencies: priorities of pods, the namespace, those in which it acts, the CRDs of the add-ons in `after`, and the load balancer controller
   * if its webhook intercepts every Service.
   */
  private others(): ITerraformDependable[] {
    return [
      ...this.deps.priorities(),
      ...this.deps.namespace(this.namespace),
      ...(this.props.addon.actsIn?.(this.context) ?? []).flatMap((name) => this.deps.namespace(name)),
      ...(this.props.addon.volumes ? this.deps.storage() : []),
      ...this.readyOf(interceptors(this.deps.environment)),
      ...afterOf(this.props.addon, this.props.props).flatMap((key) => this.deps.addonCrds(key)),
    ];
  }

  private readyOf(addons: readonly AddonKey[]): ITerraformDependable[] {
    return addons.filter((key) => key !== this.props.key).flatMap((key) => this.deps.addon(key));
  }

  private objectsAfter(id: string, manifests: readonly Manifest[], dependsOn: readonly ITerraformDependable[]) {
    const namespaces = manifests.flatMap(({ metadata }) => this.deps.namespace(metadata.namespace ?? this.namespace));
    const all = [...new Set([...dependsOn, ...namespaces])];
    const made = this.objects(id, { [id]: manifests }, { namespace: this.namespace, dependsOn: all });
    return made ? [made.release] : [];
  }

  /** Its charts, in the versions and with the values that the user wants. */
  private wanted(): readonly ChartRelease[] {
    const { addon, props } = this.props;
    const releases = addon.releases(this.context);
    const main = releases.find((release) => release.main) ?? releases[0];
    return releases.map((release) => {
      const chosenRelease = release === main ? wantedOf(release, props) : followed(release, props);
      const wanted = { ...chosenRelease, chart: mirrored(this.deps.environment.mirror, chosenRelease.chart) };
      this.decide(
        'chart',
        release === main || release.sameVersion ? 'version' : '',
        chooseChart(wanted.chart, release.chart),
      );
      return wanted;
    });
  }

  /** Installs the charts one after the other, because a later chart may need the CRDs of an earlier one. */
  private install(releases: readonly ChartRelease[], before: readonly ITerraformDependable[]): Release[] {
    const made: Release[] = [];
    for (const [index, { crdsInFolder = false, crdFiles: _, ...release }] of releases.entries()) {
      const previous = made.at(-1);
      const dependsOn = previous ? [previous] : before;
      const id = index === 0 ? 'Default' : release.name;
      // Charts keep their CRDs when they move to another namespace, and Helm refuses those of another release.
      const lifecycle = this.isProtected ? { lifecycle: { preventDestroy: true } } : {};
      const options = { namespace: this.namespace, dependsOn, id, takeOwnership: true, ...lifecycle };
      made.push(this.release({ ...release, installCrds: !crdsInFolder }, options));
    }
    return made;
  }
}

/** Leaves room for a hyphen and the hash of a job. */
const CRDS_NAME_LENGTH = 63 - 7;

const crdsName = (environment: Environment, release: string): string =>
  truncateName(nameInCluster(environment, `${release}-crds`), CRDS_NAME_LENGTH);

const crdsInFolders = (
  releases: readonly ChartRelease[],
  { environment, namespace, cloud }: AddonContext<AddonProps>,
) =>
  releases
    .filter(({ crdsInFolder, crdFiles }) => crdsInFolder === true || crdFiles !== undefined)
    .flatMap(({ name, chart, crdFiles }) =>
      crdsOf({
        chart,
        files: crdFiles,
        name: crdsName(environment, name),
        namespace,
        system: environment.system,
        image: mirroredImage(environment.mirror, IMAGES.helmAndKubectl),
        cloud,
      }),
    );

const chooseReplicas = (highAvailability: boolean): Choice<number> => {
  const replicas = highAvailability ? 2 : 1;
  return choice(replicas, String(replicas), `copies of each controller: \`highAvailability\` is ${highAvailability}`);
};

function chooseChart({ repository, name, version }: Chart, tested: Chart): Choice<string> {
  const why = version === tested.version ? 'the version that was tested' : `\`version\`; ${tested.version} was tested`;
  return chosen(`${name} ${version}`, `${why}, from ${repository}`);
}

/** Another chart, with the user's version if it must have that of the main one. */
const followed = (release: ChartRelease, { version }: AddonProps): ChartRelease =>
  release.sameVersion && version !== undefined ? { ...release, chart: { ...release.chart, version } } : release;

/** The main chart with the user's version and values. */
const wantedOf = (release: ChartRelease, { version, values }: AddonProps): ChartRelease => ({
  ...release,
  chart: { ...release.chart, ...(version !== undefined && { version }) },
  values: values === undefined ? release.values : (patch(release.values, values) as ChartRelease['values']),
});
