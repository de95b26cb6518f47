// `npm start`: installs what is missing, builds, serves, prints the address.
import { spawnSync } from 'node:child_process';
import { install, root } from './install.mjs';
import { serve } from './serve.mjs';

install();

console.log('Building …');
const build = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], {
  cwd: root,
  encoding: 'utf8',
});
if (build.status !== 0) {
  console.error(build.stdout + build.stderr);
  console.error('The build failed.');
  process.exit(1);
}

const { address } = await serve({ port: Number(process.env.PORT || 4173), host: process.env.HOST });
console.log(`\nDLA Explorer is at ${address}\nCtrl+C stops it.`);
