'use strict';

/*
 * First step of every npm script. It must run on any Node, so that an old one ends with a sentence and not with a
 * syntax error somewhere else: no syntax younger than 2015 here.
 */
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

module.exports = { complaint: complaint };

if (require.main === module) {
  var text = complaint(process.versions.node);
  if (text !== null) {
    console.error(text);
    process.exit(1);
  }
}
