using System.Net;
using ActorProxy.Node.Probing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActorProxy.Node.Tests.Probing;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 503, 0, 1)]
    [InlineData(200, 200, 0, 0)]
    [InlineData(500, 200, 1, 0)]
    public async Task The_exit_code_is_the_answer(int alive, int ready, int aliveCode, int readyCode)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var node = builder.Build();
        node.Run(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/ready" ? ready : alive;
            return Task.CompletedTask;
        });
        await node.StartAsync();
        var url = node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        Assert.Equal(aliveCode, await AskAsync("--admin", url));
        Assert.Equal(readyCode, await AskAsync("--ready", "--admin", url.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("not a URL")]
    public async Task Nobody_there_is_1(string url) => Assert.Equal(1, await AskAsync("--admin", url));

    private static Task<int> AskAsync(params string[] arguments) => HealthCommand.Create().Parse(arguments).InvokeAsync();
}
