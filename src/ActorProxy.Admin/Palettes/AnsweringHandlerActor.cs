using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes;

/// <summary>A handler whose commands are answered at once, from what the node holds in memory.</summary>
internal abstract class AnsweringHandlerActor(CommandPalette palette) : CommandHandlerActor(palette)
{
    /// <summary>Says what a command answers.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="answer">Makes the answer; a <see cref="RequestRefusedException"/> becomes an error for the client.</param>
    protected void Answer(string name, Func<Command, ResolvedArguments, CommandResponse> answer) => Process(name, (command, arguments) =>
    {
        CommandResponse response;
        try
        {
            response = answer(command, arguments);
        }
        catch (RequestRefusedException refused)
        {
            response = new ErroredCommandResponse(refused.Message);
        }

        Sender.Tell(response, Self);
    });

    /// <summary>Says what a command answers that has to ask others first. It must not touch the actor's state or context.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="answer">Makes the answer; failures become errors for the client.</param>
    protected void AnswerLater(string name, Func<Command, Task<CommandResponse>> answer) => Process(name, (command, _) =>
        answer(command).PipeTo(Sender, Self, response => response, failure => new ErroredCommandResponse(failure switch
        {
            RequestRefusedException refused => refused.Message,
            AskTimeoutException => "no answer came in time; the cluster may be in the middle of a change, try again",
            _ => $"the command failed: {failure.Message}",
        })));

    /// <summary>An answer in the form that the client asked for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="value">What to answer.</param>
    /// <param name="type">Its JSON.</param>
    /// <param name="text">Its text for people.</param>
    /// <param name="final">False when more follows.</param>
    protected static CommandResponse Render<T>(Command command, T value, JsonTypeInfo<T> type, Func<T, string> text, bool final = true) =>
        new(command.WantsJson() ? JsonSerializer.Serialize(value, type) : text(value), final);
}
