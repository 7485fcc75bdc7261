// Says when the node cannot be reached, tries until it can, and says whether it was restarted meanwhile.
(() => {
  const banner = document.getElementById('connection');
  const restarted = 'actorproxy.restarted';
  let lostAt = null;

  const say = (text, tone) => {
    banner.textContent = text;
    banner.className = tone;
    banner.hidden = !text;
  };
  const clock = date => date.toTimeString().slice(0, 8);
  const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
  const isAlive = async () => {
    try { return (await fetch('/alive', { cache: 'no-store' })).ok; } catch { return false; }
  };

  const tryAgain = async () => {
    while (lostAt) {
      say(`The node cannot be reached since ${clock(lostAt)}. The figures below are as of then. Trying again …`, 'bad');
      if (await isAlive()) {
        try {
          if (await Blazor.reconnect()) return;
          sessionStorage.setItem(restarted, lostAt.toISOString());
          location.reload();
          return;
        } catch { /* It went away again: go on trying. */ }
      }
      await pause(1000);
    }
  };

  Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => {
          if (lostAt) return;
          lostAt = new Date();
          tryAgain();
        },
        onConnectionUp: () => {
          lostAt = null;
          say('', '');
        },
      },
    },
  });

  const since = sessionStorage.getItem(restarted);
  if (since) {
    sessionStorage.removeItem(restarted);
    say(`The node was restarted: it could not be reached from ${clock(new Date(since))} to ${clock(new Date())}. What it had counted before lives on in the other nodes’ figures.`, 'warn');
    setTimeout(() => say('', ''), 15000);
  }
})();
