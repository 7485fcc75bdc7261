using ActorProxy.Pbm.Output;

namespace ActorProxy.Pbm.Tests.Output;

public sealed class OutputTests
{
    [Theory]
    [InlineData("a:1 | [edge] | up | leader | 0.1.0", "a:1 | [edge] | \e[32mup\e[0m | \e[32mleader\e[0m | 0.1.0")]
    [InlineData("a:1  down", "a:1  \e[31mdown\e[0m")]
    [InlineData("x  warning      c  it came up again", "x  \e[33mwarning\e[0m      c  it came up again")]
    [InlineData("/user/up\n/user/down", "/user/up\n/user/down")]
    public void Highlight_colours_states_that_stand_by_themselves(string text, string expected) => Assert.Equal(expected, Highlight.Apply(text));

    [Fact]
    public void A_watch_fits_the_terminal_and_says_what_it_leaves_out()
    {
        using var output = new StringWriter();
        var screen = new WatchScreen(output, "title");
        screen.Show("first line is long\nb\nc\nd\ne", width: 10, height: 6, line => line);

        Assert.Equal("\e[2J\e[Htitle  (e\e[K\r\n\e[K\r\nfirst lin\e[K\r\nb\e[K\r\n... 3 mor\e[K\r\n\e[J", output.ToString());
    }

    [Fact]
    public void A_watch_goes_on_in_place_without_wiping_the_screen_first()
    {
        using var output = new StringWriter();
        var screen = new WatchScreen(output, "t");
        screen.Show("a", width: 0, height: 0, line => line);
        var first = output.ToString().Length;
        screen.Show("b", width: 0, height: 0, line => line);

        Assert.Equal("\e[Ht  (every second; Ctrl-C ends)\e[K\r\n\e[K\r\nb\e[K\r\n\e[J", output.ToString()[first..]);
    }
}
