using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;
using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm.Tests.Shell;

public sealed class LineEditorTests
{
    private readonly FakeTerminal _terminal = new();
    private readonly LineEditor _editor;

    public LineEditorTests() => _editor = new LineEditor(_terminal, () => SampleCatalog.Value);

    [Fact]
    public void A_typed_line_is_returned_and_shown_after_the_prompt()
    {
        Assert.Equal("cluster show", Read(terminal => terminal.Type("cluster show").Enter()));
        Assert.Equal(["pbm> cluster show", ""], _terminal.Rows);
    }

    [Fact]
    public void The_usual_keys_edit_the_line()
    {
        Assert.Equal("cluster show", Read(t => t.Type("clusterx sho").Press(ConsoleKey.A, control: true).Press(ConsoleKey.RightArrow, times: 8)
            .Press(ConsoleKey.Backspace).Press(ConsoleKey.End).Type("w").Enter()));
        Assert.Equal("b", Read(t => t.Type("abc").Press(ConsoleKey.Home).Press(ConsoleKey.Delete).Press(ConsoleKey.RightArrow).Press(ConsoleKey.D, control: true).Enter()));
        Assert.Equal("one x", Read(t => t.Type("one two three").Press(ConsoleKey.W, control: true).Press(ConsoleKey.W, control: true).Type("x").Enter()));
        Assert.Equal("two", Read(t => t.Type("one two").Press(ConsoleKey.LeftArrow, control: true).Press(ConsoleKey.U, control: true).Enter()));
        Assert.Equal("one", Read(t => t.Type("one two").Press(ConsoleKey.Home).Press(ConsoleKey.RightArrow, control: true).Press(ConsoleKey.K, control: true).Enter()));
        Assert.Equal("", Read(t => t.Press(ConsoleKey.Backspace).Press(ConsoleKey.LeftArrow).Press(ConsoleKey.Delete).Press(ConsoleKey.Escape).Enter()));
    }

    [Fact]
    public void The_cursor_stands_where_the_next_character_goes()
    {
        _terminal.Type("abc").Press(ConsoleKey.LeftArrow, times: 2);
        Assert.Throws<InvalidOperationException>(() => _editor.ReadLine("pbm> "));
        Assert.Equal("pbm> a".Length, _terminal.Column);
    }

    [Fact]
    public void Up_and_down_recall_lines_and_come_back_to_the_draft()
    {
        Read(t => t.Type("first").Enter());
        Read(t => t.Type("second").Enter());
        Read(t => t.Type("second").Enter());

        Assert.Equal("first", Read(t => t.Press(ConsoleKey.UpArrow, times: 2).Enter()));
        Assert.Equal("first", Read(t => t.Press(ConsoleKey.UpArrow, times: 9).Enter()));
        Assert.Equal("draft", Read(t => t.Type("draft").Press(ConsoleKey.UpArrow, times: 2).Press(ConsoleKey.DownArrow, times: 3).Enter()));
        Assert.Equal("first!", Read(t => t.Press(ConsoleKey.P, control: true, times: 2).Type("!").Enter()));
    }

    [Fact]
    public void Ctrl_C_gives_the_line_up_and_Ctrl_D_ends_when_nothing_is_typed()
    {
        Assert.Equal("", Read(t => t.Type("shadow pause all").Press(ConsoleKey.C, control: true)));
        Assert.Null(Read(t => t.Press(ConsoleKey.D, control: true)));
    }

    [Fact]
    public void Tab_completes_what_is_unique_and_lists_what_is_not()
    {
        Assert.Equal("shadow weight ", Read(t => t.Type("sha").Press(ConsoleKey.Tab).Type("w").Press(ConsoleKey.Tab).Enter()));
        Assert.Equal("cluster s", Read(t => t.Type("c").Press(ConsoleKey.Tab).Press(ConsoleKey.Tab).Press(ConsoleKey.Tab).Enter()));
        Assert.Contains("show  status", _terminal.Rows);
        Assert.Equal("nothing", Read(t => t.Type("nothing").Press(ConsoleKey.Tab).Enter()));
        Assert.Equal("shadow list", Read(t => t.Type("shad list").Press(ConsoleKey.LeftArrow, times: 5).Press(ConsoleKey.Tab).Press(ConsoleKey.Delete).Enter()));
    }

    [Fact]
    public void A_line_that_is_longer_than_the_terminal_is_wide_scrolls()
    {
        var line = new string('a', 100) + "end";
        Assert.Equal(line, Read(t => t.Type(line).Enter()));
        Assert.Equal(2, _terminal.Rows.Count());
        Assert.EndsWith("end", _terminal.Rows.First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_L_clears_the_screen_and_keeps_the_line()
    {
        Read(t => t.Type("first").Enter());
        Assert.Equal("second", Read(t => t.Type("second").Press(ConsoleKey.L, control: true).Enter()));
        Assert.Equal(["pbm> second", ""], _terminal.Rows);
    }

    [Theory]
    [InlineData("", "cluster exit help quit shadow")]
    [InlineData("s", "shadow")]
    [InlineData("help ", "cluster shadow")]
    [InlineData("help shadow w", "weight")]
    [InlineData("help shadow weight ", "")]
    [InlineData("shadow ", "list weight")]
    [InlineData("shadow weight ", "--json -reason one-shadow two-shadow")]
    [InlineData("shadow weight o", "one-shadow")]
    [InlineData("shadow weight one-shadow ", "--json -reason")]
    [InlineData("shadow weight one-shadow 5 -", "--json -reason")]
    [InlineData("shadow weight one-shadow 5 --json ", "-reason")]
    [InlineData("shadow weight one-shadow 5 -reason ", "")]
    [InlineData("shadow weight -shadow ", "one-shadow two-shadow")]
    [InlineData("shadow nope ", "")]
    [InlineData("nope ", "")]
    public void Completion_comes_from_the_definitions(string text, string candidates) =>
        Assert.Equal(candidates, string.Join(' ', Completion.Of(text, SampleCatalog.Value).Candidates));

    private string? Read(Action<FakeTerminal> keys)
    {
        keys(_terminal);
        return _editor.ReadLine("pbm> ");
    }

    private static class SampleCatalog
    {
        private static readonly CommandArgument Json = new("json", "", false, false, true, ["--json"], []);

        public static CommandCatalog Value { get; } = new(new PaletteList(null, "0", [
            new Palette("cluster", [new PaletteCommand("show", "", "", [Json]), new PaletteCommand("status", "", "", [Json])]),
            new Palette("shadow", [
                new PaletteCommand("list", "", "", [Json]),
                new PaletteCommand("weight", "", "", [
                    new CommandArgument("shadow", "", true, true, false, ["-shadow"], ["one-shadow", "two-shadow"]),
                    new CommandArgument("percent", "", true, true, false, ["-percent"], []),
                    new CommandArgument("reason", "", false, false, false, ["-reason"], []),
                    Json,
                ]),
            ]),
        ]));
    }
}
