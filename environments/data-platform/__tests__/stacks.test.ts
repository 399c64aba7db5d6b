/** The data platform's environments on every cloud: no warnings, and stable addresses and names. */
import { keepsStill } from '../../../__tests__/helpers/system';
import * as dataPlatform from '..';

const environments = Object.values(dataPlatform);
keepsStill(environments);

describe('the tables of the design', () => {
  it('leave each store and service room in the quota of its namespace', () => {
    const { namespaces, workloads, clickHouseClusters, kafkaClusters } = dataPlatform.production;
    const { quota } = namespaces!['platform-data']!;
    const { shards = 1, replicas = 3, resources, storage } = clickHouseClusters!.analytics!;
    const { brokers = 3, ...kafka } = kafkaClusters!.events!;
    const workers = workloads!.workers!;
    const servers = shards * replicas;
    const sum = (clickHouse: string, broker: string, worker: string) =>
      servers * parseInt(clickHouse) + brokers * parseInt(broker) + workers.autoscaling!.max * parseInt(worker);
    expect(sum(resources.cpu, kafka.resources.cpu, workers.resources.cpu)).toBeLessThan(Number(quota!.cpu));
    expect(sum(resources.memory, kafka.resources.memory, workers.resources.memory)).toBeLessThan(
      parseInt(quota!.memory!),
    );
    expect(servers * storage.sizeGiB + brokers * kafka.storage.sizeGiB).toBeLessThan(parseInt(quota!.storage!));
  });
});
