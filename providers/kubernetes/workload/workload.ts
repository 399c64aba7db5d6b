/** Workload: pods of an image with everything that they need; each object is built in a file of its own. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { ROUTED_BY } from '../../../constructs/addons/gateway/routes';
import type { AddonKey } from '../../../constructs/addons/schema';
import type { InCluster } from '../../../constructs/in-cluster';
import type { Job } from '../../../constructs/workload/jobs';
import { chooseReplicas, kafkaQueueOf, usesKeda } from '../../../constructs/workload/scaling';
import { secretValuesOf, type WorkloadProps } from '../../../constructs/workload/schema';
import { refsOf } from '../../../constructs/workload/secrets';
import { refsOfRights } from '../../../constructs/workload-identity/contract';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';
import { analysisTemplates } from './analysis';
import { chooseBudget, disruptionBudget } from './availability';
import { backendTls, certificate } from './certificate';
import { configuration } from './configuration';
import type { WorkloadContext } from './context';
import { cronJob, job, jobsAt, scheduledJobs } from './jobs';
import { podMonitor } from './monitor';
import { networkPolicies } from './network-policy';
import { queueAccess } from './queue';
import { chooseController, deployment, isRolling, rollout } from './rollout';
import { httpRoutes } from './routes';
import { chooseAutoscaler, horizontalPodAutoscaler, scaledObject } from './scaling';
import { secrets } from './secrets';
import { serviceIgnores, services } from './service';
import { serviceAccount } from './service-account';

/** Seconds that Terraform waits longer than Kubernetes or a job, so that these report the failure. */
const MARGIN_SECONDS = 60;

type Dependencies = readonly ITerraformDependable[];

export class Workload extends InClusterComponent<WorkloadProps> {
  readonly ready: Dependencies;
  private readonly workload: WorkloadContext;

  constructor(scope: Construct, id: string, props: WorkloadProps, deps: InCluster) {
    super(scope, id, props, deps);
    const { environment, cloud, addonNamespaces } = deps;
    this.workload = { id, name: nameInCluster(environment, id), props, environment, cloud, addonNamespaces };
    this.decide('replicas', 'replicas', chooseReplicas(props));
    this.decide('controller', 'rollout.strategy', chooseController(this.workload));
    const read = [...refsOf(secretValuesOf(props)), ...refsOfRights(props.access)];
    const basis = [...this.createBasis(), ...this.createSecrets(), ...deps.users(read)];
    const before = this.createJobs('before-rollout', basis);
    const services = this.createServices();
    const pods = [...this.createDeployment([...basis, ...before]), ...this.createBudget()];
    const objects = this.createObjects([...basis, ...before, ...services, ...pods]);
    const autoscaler = this.createAutoscaler([...pods, ...objects]);
    const tests = this.createTests([...services, ...pods, ...objects]);
    this.createCronJobs([...basis, ...before]);
    this.ready = [...services, ...pods, ...objects, ...autoscaler, ...tests];
  }

  /** Creates the objects that pods need to start. */
  private createBasis(): Dependencies {
    const { workload } = this;
    const { app, jobs } = networkPolicies(workload);
    return [
      ...this.optional('serviceAccount', serviceAccount(workload), this.namespace),
      ...this.optional('configuration', configuration(workload), this.namespace),
      ...this.optional('networkPolicy', app, this.namespace),
      ...this.optional('networkPolicy', jobs, this.namespace, 'jobs'),
    ];
  }

  private createSecrets(): Dependencies {
    const manifests = {
      secrets: listOf(secrets(this.workload)),
      queueSecrets: listOf(queueAccess(this.workload).secrets),
      certificate: listOf(certificate(this.workload)),
    };
    const operators: AddonKey[] = ['externalSecrets', ...(this.props.certificate ? (['certManager'] as const) : [])];
    return this.createCustomResources('secrets', manifests, this.after(operators, this.namespace));
  }

  private createServices(): Dependencies {
    const { main, preview } = services(this.workload);
    const terraform = {
      dependsOn: this.namespace,
      lifecycle: { ignoreChanges: serviceIgnores(this.workload) },
    };
    return [
      ...listOf(main).map((manifest) => this.object('service', manifest, terraform)),
      ...listOf(preview).map((manifest) => this.object('service', manifest, terraform, 'beside')),
    ];
  }

  /**
   * By Helm, and not as a resource of its own: the provider `kubernetes` calls a rollout done that has failed, and writes the
   * number of pods that it has planned over the autoscaler's. Skipped when Argo Rollouts manages the pods through a Rollout.
   */
  private createDeployment(dependsOn: Dependencies): Dependencies {
    const { autoscaling, progressDeadlineSeconds, rollout } = this.props;
    if (rollout.strategy !== 'rolling') return [];
    const release = this.objects(
      'deployment',
      { deployment: [deployment(this.workload)] },
      {
        namespace: this.props.namespace,
        timeoutSeconds: progressDeadlineSeconds + MARGIN_SECONDS,
        atomic: rollout.goesBack,
        keepReplicas: autoscaling !== undefined,
        // Of this name it is the workload's, even if it was not made by this release.
        takeOwnership: true,
        // A mesh adds its part to pods only when they are created.
        dependsOn: this.after(['istio'], dependsOn),
      },
    );
    return listOf(release?.release);
  }

  private createBudget(): Dependencies {
    this.decide('disruption budget', 'minAvailable', chooseBudget(this.props));
    return this.optional('disruptionBudget', disruptionBudget(this.workload), this.namespace);
  }

  private createAutoscaler(dependsOn: Dependencies): Dependencies {
    const { autoscaling } = this.props;
    if (autoscaling) this.decide('autoscaler', 'autoscaling', chooseAutoscaler(autoscaling));
    const autoscaler = horizontalPodAutoscaler(this.workload);
    return this.optional('autoscaler', autoscaler, this.after(['metricsServer'], dependsOn));
  }

  /** Custom resources of add-ons. */
  private createObjects(pods: Dependencies): Dependencies {
    const { workload } = this;
    const rolling = isRolling(workload);
    const manifests = {
      analysis: rolling ? [] : analysisTemplates(workload),
      rollout: rolling ? [] : [rollout(workload)],
      backendTls: listOf(backendTls(workload)),
      route: httpRoutes(workload),
      queueAuthentication: listOf(queueAccess(workload).authentication),
      autoscaler: listOf(scaledObject(workload)),
      monitor: listOf(podMonitor(workload)),
    };
    const dependsOn = this.after(['istio', ...this.operators], [...pods, ...this.queueCluster]);
    return this.createCustomResources(
      'objects',
      manifests,
      dependsOn,
      !rolling && this.props.autoscaling !== undefined,
    );
  }

  /** Add-ons that bring the definitions of those custom resources, or that act on them. */
  private get operators(): AddonKey[] {
    const { routes, metrics, autoscaling } = this.props;
    const operators: readonly [AddonKey, boolean][] = [
      ...ROUTED_BY.map((key): [AddonKey, boolean] => [key, routes.length > 0]),
      ['monitoring', metrics !== undefined],
      ['argoRollouts', !isRolling(this.workload)],
      ['keda', autoscaling !== undefined && usesKeda(autoscaling)],
    ];
    return operators.filter(([, isUsed]) => isUsed).map(([key]) => key);
  }

  /** The Kafka cluster by whose topic it scales. */
  private get queueCluster(): Dependencies {
    const queue = kafkaQueueOf(this.props);
    return queue ? this.deps.construct(queue.cluster) : [];
  }

  private createJobs(when: 'before-rollout' | 'after-rollout', dependsOn: Dependencies): Dependencies {
    return jobsAt(this.props, when).map(([id, props]) => this.createJob(id, props, dependsOn));
  }

  /** Terraform cannot wait for a Rollout, which runs its tests itself. */
  private createTests(dependsOn: Dependencies): Dependencies {
    return isRolling(this.workload) ? this.createJobs('after-rollout', dependsOn) : [];
  }

  private createJob(id: string, props: Job, dependsOn: Dependencies): KubernetesObject {
    const timeout = timeoutOf(props.deadlineSeconds);
    const terraform = {
      dependsOn: this.after(['istio'], dependsOn),
      arguments: { wait_for_completion: true, timeouts: { create: timeout, update: timeout } },
    };
    return this.object('job', job(this.workload, id, props), terraform, id);
  }

  private createCronJobs(dependsOn: Dependencies): void {
    for (const [id, props] of scheduledJobs(this.props))
      this.object('job', cronJob(this.workload, id, props), { dependsOn }, id);
  }

  private createCustomResources(
    id: string,
    manifests: Readonly<Record<string, readonly Manifest[]>>,
    dependsOn: Dependencies,
    keepReplicas = false,
  ): Dependencies {
    const objects = this.objects(id, manifests, { namespace: this.props.namespace, dependsOn, keepReplicas });
    return objects ? [objects.release] : [];
  }

  private optional(
    overrideKey: string,
    manifest: Manifest | undefined,
    dependsOn: Dependencies,
    id?: string,
  ): Dependencies {
    return listOf(manifest).map((object) => this.object(overrideKey, object, { dependsOn }, id));
  }

  private get namespace(): Dependencies {
    return this.deps.namespace(this.props.namespace);
  }

  /** Dependencies with those add-ons that are installed. */
  private after(addons: readonly AddonKey[], others: Dependencies): Dependencies {
    return [...others, ...addons.flatMap((key) => this.deps.addon(key))];
  }
}

const listOf = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
const timeoutOf = (deadlineSeconds: number): string => `${deadlineSeconds + MARGIN_SECONDS}s`;
