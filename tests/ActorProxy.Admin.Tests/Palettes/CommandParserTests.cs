using ActorProxy.Admin.Palettes;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Shadows;

namespace ActorProxy.Admin.Tests.Palettes;

public sealed class CommandParserTests
{
    private static readonly CommandPalette Palette = new("msg",
    [
        new CommandDefinitionBuilder()
            .WithName("send")
            .WithArgument(argument => argument.WithName("to").WithSwitch("-t").WithSwitch("--to").IsPositional().IsMandatory(true))
            .WithArgument(argument => argument.WithName("text").WithSwitch("-m").IsPositional().IsMandatory(true))
            .WithArgument(argument => argument.WithName("priority").WithSwitch("-p").WithDefaultValues("normal", "high"))
            .WithArgument(CommonArguments.Json)
            .Build(),
    ]);

    private readonly CommandParser _parser = new(Palette);

    [Theory]
    [InlineData("msg send bob hello")]
    [InlineData("  msg   send\tbob  hello ")]
    [InlineData("msg send -t bob -m hello")]
    [InlineData("msg send --to bob hello")]
    [InlineData("msg send -m hello bob")]
    [InlineData("msg send 'bob' \"hello\"")]
    [InlineData("msg send bo\\b he\"ll\"o")]
    public void Positional_values_and_switches_mean_the_same(string line)
    {
        var command = _parser.Parse(line);

        Assert.Equal(("msg", "send"), (command.Palette, command.Name));
        Assert.Equal("bob", Value(command, "to"));
        Assert.Equal("hello", Value(command, "text"));
        Assert.False(command.WantsJson());
    }

    [Theory]
    [InlineData("msg send bob \"two words\"", "two words")]
    [InlineData("msg send bob 'a \"b\" c'", "a \"b\" c")]
    [InlineData("msg send bob \"a \\\"b\\\" c\"", "a \"b\" c")]
    [InlineData("msg send bob 'back\\slash'", "back\\slash")]
    [InlineData("msg send bob two\\ words", "two words")]
    [InlineData("msg send bob ''", "")]
    [InlineData("msg send bob -5", "-5")]
    [InlineData("msg send bob -", "-")]
    [InlineData("msg send bob -m -x", "-x")]
    public void Quotes_keep_words_together(string line, string text) => Assert.Equal(text, Value(_parser.Parse(line), "text"));

    [Fact]
    public void A_flag_takes_no_value()
    {
        var command = _parser.Parse("msg send --json bob hello");
        Assert.True(command.WantsJson());
        Assert.Equal("hello", Value(command, "text"));
    }

    [Theory]
    [InlineData("msg", "not a command of the palette 'msg': msg")]
    [InlineData("other send", "not a command of the palette 'msg': other send")]
    [InlineData("msg recieve", "there is no command 'recieve' in 'msg'; known: send")]
    [InlineData("msg Send bob hello", "there is no command 'Send' in 'msg'; known: send")]
    [InlineData("msg send bob \"hello", "the quote \" is not closed")]
    [InlineData("msg send bob", "<text> is missing")]
    [InlineData("msg send bob hello -p", "-p needs a value")]
    [InlineData("msg send -t -m hello", "-t needs a value")]
    [InlineData("msg send bob hello again", "unexpected 'again'")]
    [InlineData("msg send bob hello -t eve", "<to> is given twice")]
    [InlineData("msg send bob hello -x", "unknown switch '-x'")]
    [InlineData("msg send bob hello --who root", "unknown switch '--who'")]
    public void What_the_definition_does_not_allow_is_refused(string line, string problem)
    {
        var refusal = Assert.Throws<CommandUsageException>(() => _parser.Parse(line));
        Assert.StartsWith(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_says_how_the_command_is_typed()
    {
        var refusal = Assert.Throws<CommandUsageException>(() => new CommandParser(ShadowCommands.Palette).Parse("shadow weight"));
        Assert.Equal("<shadow> is missing; usage: shadow weight <shadow> <percent> [-reason <reason>] [--json]", refusal.Message);
    }

    [Fact]
    public void Definitions_give_every_spelling_of_a_switch() =>
        Assert.Equal(["-t", "--to"], Palette.Find("send")!.ArgumentsByName["to"].Switch);

    [Fact]
    public void Two_arguments_cannot_share_a_switch() =>
        Assert.Throws<InvalidOperationException>(() => new CommandDefinitionBuilder()
            .WithName("broken")
            .WithArgument(argument => argument.WithName("a").WithSwitch("-x"))
            .WithArgument(argument => argument.WithName("b").WithSwitch("-x"))
            .Build());

    private static string Value(Command command, string argument) =>
        command.Arguments.Single(given => Palette.Find(command.Name)!.ArgumentsByName[argument].Switch.Contains(given.Switch)).Value;
}
