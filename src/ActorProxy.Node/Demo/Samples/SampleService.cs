using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Demo.Samples;

/// <summary>A small service that answers every request with JSON: the production or the shadow of the demo.</summary>
internal static class SampleService
{
    /// <summary>Serves until the process is told to end.</summary>
    /// <param name="reply">What to answer, by method and path with query.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The exit code: 0, or 1 when the port cannot be listened on.</returns>
    public static async Task<int> RunAsync(Func<string, string, SampleReply> reply, IPAddress address, int port, CancellationToken cancellation)
    {
        // Empty on purpose: a node's appsettings.json in the working directory must not reconfigure a sample.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address, port));
        var app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.Run(context => AnswerAsync(context, reply));
            try
            {
                await app.StartAsync(cancellation).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
                return 1;
            }

            await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
            return 0;
        }
    }

    private static async Task AnswerAsync(HttpContext context, Func<string, string, SampleReply> reply)
    {
        // The raw target is what came over the wire, so that a copy of a request gets the same answer as the request.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var answer = reply(context.Request.Method, target);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(false);
        await Task.Delay(answer.Delay, context.RequestAborted).ConfigureAwait(false);

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
