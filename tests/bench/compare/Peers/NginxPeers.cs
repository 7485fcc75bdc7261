using ActorProxy.Bench.Compare.Processes;

namespace ActorProxy.Bench.Compare.Peers;

/// <summary>nginx: forwarding, and forwarding with <c>mirror</c>.</summary>
internal static class NginxPeers
{
    /// <summary>Forwards over kept connections; one worker per core.</summary>
    public static Task<Peer> ForwardAsync(Workplace work, Upstreams upstreams) => ProxyAsync(work, PeerNames.Nginx, upstreams, mirror: "");

    /// <summary>Also mirrors every request, its body included.</summary>
    public static Task<Peer> MirrorAsync(Workplace work, Upstreams upstreams) => ProxyAsync(work, PeerNames.NginxMirror, upstreams, mirror: $$"""
        mirror /mirror;
          location = /mirror {
            internal;
            proxy_pass http://shadow$request_uri;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host-shadow:$server_port;
          }
        """);

    /// <summary>Starts an nginx with these servers.</summary>
    public static async Task<BenchProcess> StartAsync(Workplace work, string name, int port, string servers, int workers = 1)
    {
        var home = Path.Combine(work.Directory, name);
        var config = work.Write($"{name}/nginx.conf", $$"""
            user root;
            worker_processes {{workers}};
            daemon off;
            pid {{home}}/pid;
            error_log {{home}}/error.log;
            events { worker_connections 8192; }
            http {
            access_log off;
            keepalive_requests 100000000;
            keepalive_timeout 300;
            client_body_buffer_size 128k;
            client_max_body_size 16m;
            client_body_temp_path {{home}}/body;
            proxy_temp_path {{home}}/proxy;
            fastcgi_temp_path {{home}}/fastcgi;
            uwsgi_temp_path {{home}}/uwsgi;
            scgi_temp_path {{home}}/scgi;
            {{servers}}
            }

            """);
        var process = work.Start(name, "nginx", "-p", home, "-e", $"{home}/error.log", "-c", config);
        await process.WaitUntilAsync(() => Listeners.IsOpenAsync(port), TimeSpan.FromSeconds(10), work.Stop).ConfigureAwait(false);
        return process;
    }

    private static async Task<Peer> ProxyAsync(Workplace work, string name, Upstreams upstreams, string mirror)
    {
        var port = work.TakePort();
        var process = await StartAsync(work, name, port, $$"""
            upstream production { server {{upstreams.Production}}; keepalive {{Workload.Connections}}; keepalive_requests 100000000; }
            upstream shadow { server {{upstreams.Shadow}}; keepalive {{Workload.Connections}}; keepalive_requests 100000000; }
            server {
              listen 127.0.0.1:{{port}} reuseport;
              location / {
                proxy_pass http://production;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $http_host;
              }
              {{mirror}}
            }
            """, Environment.ProcessorCount).ConfigureAwait(false);
        return new Peer(name, $"http://127.0.0.1:{port}/", [new PeerPart("proxy", process.WithChildren())], IsJitted: false);
    }
}
