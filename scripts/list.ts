/** Prints what there is: environments, the clouds and regions that they target, their stacks. `npm run list`. */
import { plan } from '../constructs/plan';
import { TopologyError } from '../constructs/rules';
import { environments } from '../environments';
import { clouds } from '../providers';

const { plans, problems } = plan(environments, clouds);
const rows = plans.map(({ environment, cloud, target, stackId }) => [
  `${environment.system}/${environment.environment}`,
  cloud.name,
  [target.region, target.secondaryRegion].filter(Boolean).join(', '),
  stackId,
]);
const table = [['ENVIRONMENT', 'TARGET', 'REGIONS', 'STACK'], ...rows];
const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
for (const row of table)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );

if (problems.length > 0) {
  console.error(new TopologyError(problems).message);
  process.exitCode = 1;
}
