// Validates Kubernetes objects against JSON schemas of npm packages, in a separate process because Jest cannot load
// these modules. The input is a list of objects with the places of their schemas, the output a list of problems per
// object.
import process from 'node:process';
import { text } from 'node:stream/consumers';

const problems = [];
for (const { object, from } of JSON.parse(await text(process.stdin))) {
  const models = await import(from);
  try {
    new models[object.kind](object).validate();
    problems.push([]);
  } catch (error) {
    problems.push([String(error.message)]);
  }
}
process.stdout.write(JSON.stringify(problems));
