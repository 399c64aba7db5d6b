/** Prints all environments with their clouds, regions and stacks: `npm run list`. */
import { plan } from '../app/plan/plan';
import { EnvironmentError } from '../core/rules/problem';
import { environments } from '../environments';
import { providers } from '../providers';

if (environments.length === 0) console.log('There are no environments: add yours to environments/');
const { plans, problems } = plan(environments, providers);
const rows = plans.flatMap((one) => {
  const { environment, cloud, target, stacks } = one;
  const place = `${environment.system}/${environment.environment}`;
  const regions = [target.region, target.secondaryRegion].filter(Boolean).join(', ');
  return Object.values(stacks).map((id) => [place, cloud.name, regions, id]);
});
const HEADS = ['ENVIRONMENT', 'TARGET', 'REGIONS', 'STACK'];
const table = [HEADS, ...rows];
const widths = HEADS.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
for (const row of table)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );

if (problems.length > 0) {
  console.error(new EnvironmentError(problems).message);
  process.exitCode = 1;
}
