'use strict';

/*
 * First step of every npm script. It must run on any Node, so that an old one ends with a sentence and not with a
 * syntax error somewhere else: no syntax younger than 2015 here.
 */
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var NEEDED = [24, 11];

/** What is wrong with this version of Node, as a text for people; null if nothing is. */
function complaint(version) {
  var parts = version.split('.').map(Number);
  if (parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1])) return null;
  return (
    'Talonario needs Node ' +
    NEEDED.join('.') +
    ' or newer; this is Node ' +
    version +
    '.\n' +
    '`npm ci` brings a Node 24 along for its scripts. It did not if optional packages were left out\n' +
    '(--omit=optional, --no-optional) or if there is none for this system. Run plain `npm ci` again,\n' +
    'or install Node 24 from https://nodejs.org and start over.'
  );
}

/**
 * Gives scripts the Node that came with `npm ci`. npm 10 installs it and then removes its link: all its packages, one for
 * each platform, have the same link, and npm 10 takes that of the platforms it leaves out away again.
 */
function linkOwnNode(root) {
  var name = 'node-' + process.platform + '-' + process.arch;
  var link = path.join(root, 'node_modules', '.bin', 'node');
  if (fs.existsSync(link) || !fs.existsSync(path.join(root, 'node_modules', name, 'bin', 'node'))) return;
  fs.symlinkSync(path.join('..', name, 'bin', 'node'), link);
}

module.exports = { complaint: complaint, linkOwnNode: linkOwnNode };

function main() {
  if (complaint(process.versions.node) === null) return;
  linkOwnNode(path.join(__dirname, '..'));
  var next = childProcess.spawnSync('node', ['-p', 'process.versions.node'], { encoding: 'utf8' });
  var text = complaint(next.status === 0 ? next.stdout.trim() : process.versions.node);
  if (text === null) return;
  console.error(text);
  process.exit(1);
}

if (require.main === module) main();
