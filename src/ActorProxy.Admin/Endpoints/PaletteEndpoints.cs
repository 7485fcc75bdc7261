using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary>What <c>pbm</c> talks to: the palettes, from which the client learns its commands, and their execution.</summary>
internal static class PaletteEndpoints
{
    private static readonly string Version = typeof(PaletteEndpoints).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static void Map(IEndpointRouteBuilder routes, NodeViews node, PaletteHost palettes)
    {
        routes.MapGet("/pbm/palettes", context => Answers.WriteAsync(
            context,
            new PaletteListResponse(node.Cluster.Read().SelfAddress, Version, [.. palettes.Palettes.Select(Describe)]),
            AdminJsonContext.Plain.PaletteListResponse));
        routes.MapPost("/pbm/execute", async context =>
        {
            var request = await Answers.ReadAsync(context, AdminJsonContext.Plain.ExecuteRequest).ConfigureAwait(false);
            await ExecuteAsync(context, request, palettes).ConfigureAwait(false);
        });
    }

    private static async Task ExecuteAsync(HttpContext context, ExecuteRequest request, PaletteHost palettes)
    {
        var frames = new FrameWriter(context.Response);
        Command? command = null;
        try
        {
            command = Parse(request, [.. palettes.Palettes.Select(handler => handler.Palette)]).From(request.Json, Caller.Describe(context, request.Who));
            await foreach (var response in palettes.ExecuteAsync(command, context.RequestAborted).ConfigureAwait(false))
                await frames.WriteAsync(response, context.RequestAborted).ConfigureAwait(false);

            if (!frames.Ended)
                await frames.FailAsync(FrameWriter.Failed, "the command ended without a last answer", context.RequestAborted).ConfigureAwait(false);
        }
        catch (CommandUsageException misused)
        {
            await frames.FailAsync(FrameWriter.Usage, misused.Message, context.RequestAborted).ConfigureAwait(false);
        }
        catch (RequestRefusedException refused) when (command is not null)
        {
            await frames.FailAsync(FrameWriter.Failed, refused.Message, context.RequestAborted).ConfigureAwait(false);
        }
        catch (NoActorSystemException absent)
        {
            await frames.FailAsync(FrameWriter.Unavailable, absent.Message, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await frames.FailAsync(FrameWriter.Stopping, "the node is shutting down", context.RequestAborted).ConfigureAwait(false);
        }
        catch (InvalidOperationException failure)
        {
            await frames.FailAsync(FrameWriter.Failed, failure.Message, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Command Parse(ExecuteRequest request, IReadOnlyList<CommandPalette> palettes)
    {
        var words = request switch
        {
            { Line: { } line, Palette: null, Command: null, Arguments: null } => CommandLineWords.Split(line),
            { Line: null, Palette: { } palette, Command: { } command } => [palette, command, .. request.Arguments ?? []],
            _ => throw new RequestRefusedException(StatusCodes.Status400BadRequest, "give either 'line', or 'palette' and 'command'"),
        };
        if (words is not [var module, var name, ..])
            throw new CommandUsageException("give a palette and a command, such as 'cluster show'");

        var found = palettes.FirstOrDefault(palette => palette.ModuleName == module)
            ?? throw new CommandUsageException($"there is no palette '{module}'; known: {string.Join(", ", palettes.Select(known => known.ModuleName))}");
        return new CommandParser(found).Parse(name, words.Skip(2));
    }

    private static PaletteResponse Describe(CommandPaletteHandler handler) => new(
        handler.Palette.ModuleName, [.. handler.Palette.Definitions.Select(definition => Describe(definition, handler))]);

    private static CommandDefinitionResponse Describe(CommandDefinition definition, CommandPaletteHandler handler) => new(
        definition.Name, definition.Description, definition.Usage, [.. definition.Arguments.Select(argument => Describe(argument, handler))]);

    private static CommandArgumentResponse Describe(CommandArgument argument, CommandPaletteHandler handler) => new(
        argument.Name,
        argument.Description,
        argument.IsMandatory,
        argument.IsPositional,
        argument.IsFlag,
        [.. argument.Switch],
        [.. handler.Suggest(argument)]);
}
