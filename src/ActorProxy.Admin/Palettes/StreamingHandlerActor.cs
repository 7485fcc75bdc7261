using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes;

/// <summary>A handler whose commands are carried out outside of actors, so that they also work while there is no actor system.</summary>
internal sealed class StreamingHandlerActor : CommandHandlerActor
{
    private readonly Action _stop;

    /// <param name="palette">The palette.</param>
    /// <param name="execute">Carries out any of its commands.</param>
    public StreamingHandlerActor(CommandPalette palette, Func<Command, CancellationToken, IAsyncEnumerable<CommandResponse>> execute)
        : base(palette)
    {
        var stopped = new CancellationTokenSource();
        _stop = stopped.Cancel;
        foreach (var definition in palette.Definitions)
        {
            Process(definition.Name, command =>
            {
                var (client, self) = (Sender, Self);
                PumpAsync(() => execute(command, stopped.Token), client, self).PipeTo(client, self, failure: Failed);
            });
        }
    }

    protected override void PostStop() => _stop();

    private static async Task<CommandResponse> PumpAsync(Func<IAsyncEnumerable<CommandResponse>> execute, IActorRef client, IActorRef self)
    {
        await foreach (var response in execute().ConfigureAwait(false))
        {
            if (response.Final)
                return response;

            client.Tell(response, self);
        }

        return CommandResponse.Empty;
    }

    private static ErroredCommandResponse Failed(Exception failure) => new(failure.GetBaseException() switch
    {
        RequestRefusedException refused => refused.Message,
        OperationCanceledException => "the command was ended",
        var other => $"the command failed: {other.Message}",
    });
}
