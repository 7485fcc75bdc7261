using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes;

/// <summary>
/// A handler whose commands give one answer; those with the switch <c>-watch</c> (<see cref="CommonArguments.Watch"/>) give it again every second,
/// until it is an error or the client leaves.
/// </summary>
internal abstract class AnsweringHandlerActor : CommandHandlerActor, IWithTimers
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    protected AnsweringHandlerActor(CommandPalette palette)
        : base(palette)
    {
        Receive<Run>(Begin);
        Receive<Answered>(answered =>
        {
            var (run, response) = answered;
            var again = run.Repeats && response is not ErroredCommandResponse;
            // First, so that whoever has the answer can rely on the next one being due.
            if (again)
                Timers.StartSingleTimer(nameof(Run), run, WatchInterval);
            run.Client.Tell(again ? new CommandResponse(response.Text, final: false) : response, Self);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Says what a command answers, from what the node holds in memory.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="answer">Makes the answer; a <see cref="RequestRefusedException"/> becomes an error for the client.</param>
    protected void Answer(string name, Func<Command, ResolvedArguments, CommandResponse> answer) =>
        AnswerLater(name, (command, arguments) => Task.FromResult(answer(command, arguments)));

    /// <summary>Says what a command answers that has to ask others first. After its first wait it must not touch the actor's state or context.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="answer">Makes the answer; failures become errors for the client.</param>
    protected void AnswerLater(string name, Func<Command, ResolvedArguments, Task<CommandResponse>> answer) =>
        Process(name, (command, arguments) => Begin(new Run(Sender, command.Watches(), () => answer(command, arguments))));

    /// <summary>An answer in the form that the client asked for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="value">What to answer.</param>
    /// <param name="type">Its JSON.</param>
    /// <param name="text">Its text for people.</param>
    protected static CommandResponse Render<T>(Command command, T value, JsonTypeInfo<T> type, Func<T, string> text) => command.Render(value, type, text);

    private void Begin(Run run) => AttemptAsync(run).PipeTo(Self);

    private static async Task<Answered> AttemptAsync(Run run)
    {
        try
        {
            return new Answered(run, await run.Answer().ConfigureAwait(false));
        }
        catch (RequestRefusedException refused)
        {
            return new Answered(run, new ErroredCommandResponse(refused.Message));
        }
        catch (AskTimeoutException)
        {
            return new Answered(run, new ErroredCommandResponse("no answer came in time; the cluster may be in the middle of a change, try again"));
        }
        catch (Exception failure)
        {
            return new Answered(run, new ErroredCommandResponse($"the command failed: {failure.Message}"));
        }
    }

    private sealed record Run(IActorRef Client, bool Repeats, Func<Task<CommandResponse>> Answer) : INoSerializationVerificationNeeded;

    private sealed record Answered(Run Run, CommandResponse Response) : INoSerializationVerificationNeeded;
}
