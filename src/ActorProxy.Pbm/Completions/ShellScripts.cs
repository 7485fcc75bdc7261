using ActorProxy.Pbm.CommandLine;

namespace ActorProxy.Pbm.Completions;

/// <summary>Completion scripts for shells. They ask pbm itself at each Tab, and pbm asks the node, so they never go out of date.</summary>
internal static class ShellScripts
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script for a shell.</summary>
    /// <exception cref="UsageException">There is none for it.</exception>
    public static string For(string[] words) => words switch
    {
        ["bash"] => Bash,
        ["zsh"] => Zsh,
        ["fish"] => Fish,
        ["pwsh"] => Pwsh,
        _ => throw new UsageException($"'pbm completion' needs a shell: {string.Join(", ", Shells)}; for example: source <(pbm completion bash)"),
    };

    // Bash takes colons for ends of words: what stands before the last one of the word must not come a second time.
    private const string Bash =
        """
        # pbm completion for bash. In ~/.bashrc: source <(pbm completion bash)
        _pbm() {
            local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
            local typed="${line##* }"
            local kept="${typed%"${typed##*:}"}"
            COMPREPLY=($("${COMP_WORDS[0]}" complete "$line" 2>/dev/null))
            COMPREPLY=("${COMPREPLY[@]#"$kept"}")
        }
        complete -o default -F _pbm pbm
        """;

    private const string Zsh =
        """
        #compdef pbm
        # pbm completion for zsh. In ~/.zshrc, after compinit: source <(pbm completion zsh)
        _pbm() {
            local -a found
            found=("${(@f)$("${words[1]}" complete "${(j: :)words[1,CURRENT-1]} ${PREFIX}" 2>/dev/null)}")
            compadd -- "${(@)found:#}"
        }
        compdef _pbm pbm
        """;

    private const string Fish =
        """
        # pbm completion for fish. In ~/.config/fish/config.fish: pbm completion fish | source
        complete -c pbm -f -a '(pbm complete (commandline -cp | string collect) 2>/dev/null)'
        """;

    private const string Pwsh =
        """
        # pbm completion for PowerShell. In $PROFILE: pbm completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName pbm -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
            pbm complete "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;
}
